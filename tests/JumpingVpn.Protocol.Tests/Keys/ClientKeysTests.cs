using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Keys;

/// <summary>A pre-shared key for each client, and how one takes the place of another.</summary>
public sealed class ClientKeysTests
{
    private static readonly byte[] Old = "the phone's old key"u8.ToArray();
    private static readonly byte[] New = "the phone's new key"u8.ToArray();
    private static readonly byte[] Tablets = "the tablet's only key"u8.ToArray();

    private static readonly ServerOptions Both = new()
    {
        Mode = SessionMode.Psk,
        ClientKeys = [new("phone", Old), new("phone", New), new("tablet", Tablets)],
    };

    [Fact]
    public void Each_client_opens_sessions_with_each_of_its_keys_and_is_known_by_its_name()
    {
        using Pair old = Connect(Both, "phone", Old);
        using Pair renewed = Connect(Both, "phone", New);
        using Pair tablet = Connect(Both, "tablet", Tablets);

        (old.Session.Client, renewed.Session.Client, tablet.Session.Client).Should().Be(("phone", "phone", "tablet"));
        old.ServerEventsOf<SessionCreated>().Single().Client.Should().Be("phone");
        tablet.Send("hello");
        tablet.Run(TimeSpan.FromSeconds(1));
        tablet.Delivered.Should().Equal("hello");
    }

    [Theory]
    [InlineData("tablet")]
    [InlineData("nobody")]
    [InlineData(null)]
    public void Under_another_name_a_key_opens_nothing(string? name)
    {
        using Pair pair = Connect(Both, name, Old);

        pair.Server.SessionCount.Should().Be(0);
        pair.Server.Counters.Refused(RefusalCode.BadMac).Should().BePositive();
        pair.ServerEventsOf<SecurityEvent>().Should().NotBeEmpty();
    }

    [Fact]
    public void The_key_of_all_goes_on_beside_those_of_single_clients()
    {
        ServerOptions options = Both with { PreSharedKey = Modes.PreSharedKey };

        using Pair common = Connect(options, null, Modes.PreSharedKey);
        using Pair posing = Connect(options, "phone", Modes.PreSharedKey);

        common.Server.SessionCount.Should().Be(1);
        common.Session.Client.Should().BeNull();
        posing.Server.SessionCount.Should().Be(0);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    public void A_key_ends_at_the_very_tick(long ticks, int sessions)
    {
        using var probe = new Pair(Both);
        ServerOptions options = Both with
        {
            ClientKeys = [new("phone", Old) { ValidUntil = probe.Now + TimeSpan.FromMilliseconds(20) - new TimeSpan(ticks) }],
        };

        using Pair pair = Pair(options, "phone", Old);
        Begin(pair); // its request is under way for 20 ms: it arrives at the end of the key, or a tick beside it

        pair.Server.SessionCount.Should().Be(sessions);
    }

    [Fact]
    public void Keys_are_replaced_while_the_sessions_of_the_former_ones_go_on()
    {
        using Pair pair = Connect(Both, "phone", Old);
        using Pair late = Pair(Both, "phone", Old);

        pair.Server.ReplaceKeys(default, [new ClientKey("phone", New)]);
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(1));

        pair.Delivered.Should().Equal("hello");
        pair.Session.Binding.Should().Be(Addresses.PhoneMoved);
        late.Server.ReplaceKeys(default, [new ClientKey("phone", New)]);
        Begin(late);
        late.Server.SessionCount.Should().Be(0);
    }

    [Fact]
    public void A_cookie_is_sealed_with_the_key_of_who_asked()
    {
        using Pair pair = Connect(Both with { RetryPolicy = RetryPolicy.Always }, "phone", New);

        pair.Server.Counters.HandshakeRetries.Should().BePositive();
        pair.Server.SessionCount.Should().Be(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ü")]
    [InlineData("a/b")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public void What_is_no_name_is_refused_on_both_sides(string name)
    {
        Action server = () => (Both with { ClientKeys = [new(name, Old)] }).Validate();
        Action client = () => Client(name, Old).Validate();

        server.Should().Throw<ArgumentException>().WithMessage($"*'{name}'*");
        client.Should().Throw<ArgumentException>().WithMessage($"*'{name}'*");
    }

    [Fact]
    public void Keys_and_names_belong_to_the_mode_that_has_them_and_are_never_shown()
    {
        Action server = () => (Both with { Mode = SessionMode.Ephemeral }).Validate();
        Action client = () => new ClientOptions { ClientName = "phone" }.Validate();
        Action shortKey = () => (Both with { ClientKeys = [new("phone", new byte[15])] }).Validate();
        using var demo = new ServerBench();
        Action replaced = () => demo.Server.ReplaceKeys(Old, []);

        server.Should().Throw<ArgumentException>().WithMessage("A client's key is given, but Mode is Ephemeral*");
        client.Should().Throw<ArgumentException>().WithMessage("ClientName is given, but Mode is Demo*");
        shortKey.Should().Throw<ArgumentException>().WithMessage("*'phone'*");
        replaced.Should().Throw<ArgumentException>();
        new ClientKey("phone", Old).ToString().Should().Be("key of phone");
    }

    [Theory]
    [InlineData("x")]
    [InlineData("\\u0000")]
    [InlineData("phone\\u0000")]
    [InlineData("ü")]
    public void A_name_that_nobody_has_is_refused_and_nothing_throws(string name)
    {
        using var server = new ServerBench(Both);
        string key = new('a', 64);
        string mac = new('0', 32);

        server
            .Ask($$"""{"type":"HANDSHAKE_INIT","nonce":"0011223344556677","key":"{{key}}","client":"{{name}}","mac":"{{mac}}"}""")
            .Should()
            .Contain("BAD_MAC");
        server
            .Ask($$"""{"type":"HANDSHAKE_INIT","nonce":"0011223344556677","key":"{{key}}","client":"{{new string('x', 3_000)}}"}""")
            .Should()
            .Contain("BAD_MAC");
    }

    private static ClientOptions Client(string? name, byte[] key) =>
        new()
        {
            Mode = SessionMode.Psk,
            PreSharedKey = key,
            ClientName = name,
        };

    private static Pair Pair(ServerOptions server, string? name, byte[] key) => new(server, Client(name, key));

    private static Pair Connect(ServerOptions server, string? name, byte[] key)
    {
        Pair pair = Pair(server, name, key);
        Begin(pair);
        return pair;
    }

    private static void Begin(Pair pair)
    {
        pair.Client.Connect(pair.Now);
        pair.Run(TimeSpan.FromSeconds(1));
    }
}

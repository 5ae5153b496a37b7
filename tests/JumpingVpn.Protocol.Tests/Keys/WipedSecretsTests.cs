using System.Text;
using JumpingVpn.Protocol.Client;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Server;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Keys;

public sealed class WipedSecretsTests
{
    public static TheoryData<string> Ends => new("client ends", "server ends", "idle", "lifetime", "dispose");

    [Theory]
    [MemberData(nameof(Ends))]
    public void When_a_session_is_over_its_keys_are_zeros_on_both_sides(string end)
    {
        ServerOptions options = Modes.Server(SessionMode.Psk) with { MaximumLifetime = TimeSpan.FromMinutes(1) };
        var pair = new Pair(options, Modes.Client(SessionMode.Psk));
        pair.Connect();
        pair.Send("hello");
        pair.Run(TimeSpan.FromSeconds(1));
        SessionKeys atServer = pair.Server.KeysOf(pair.Client.SessionId!.Value)!;
        SessionKeys atClient = pair.Client.Keys!;
        atServer.Memory.ToArray().Should().Contain(octet => octet != 0);
        atClient.Memory.ToArray().Should().Contain(octet => octet != 0);

        End(pair, end);

        atServer.Memory.ToArray().Should().OnlyContain(octet => octet == 0, "the server has forgotten them");
        atClient.Memory.ToArray().Should().OnlyContain(octet => octet == 0, "the client has forgotten them");
        pair.Dispose();
    }

    [Fact]
    public void A_message_that_is_coded_with_zeros_is_not_listened_to_after_the_end()
    {
        using Pair pair = Modes.Session(SessionMode.Ephemeral);
        SessionId id = pair.Client.SessionId!.Value;
        pair.Client.Terminate(pair.Now);
        pair.Run(TimeSpan.FromSeconds(1));
        long events = pair.ClientEvents.Count;
        string code = PageMac.Of(new byte[32], toServer: false, "TERMINATE", id.Value, (6, "session_terminated"));

        pair.FromElsewhereToClient(
            $$"""{"type":"TERMINATE","session_id":"{{id}}","reason":"session_terminated","mac":"{{code}}"}""",
            Addresses.Server
        );

        pair.ClientEvents.Should().HaveCount((int)events);
    }

    [Fact]
    public void The_copies_of_the_pre_shared_key_are_wiped_when_nothing_needs_them()
    {
        using var agreement = new KeyAgreement(SessionMode.Psk, Modes.PreSharedKey, new TestEntropy(1));
        var offer = new KeyOffer(SessionMode.Psk, Modes.PreSharedKey, "0011223344556677"u8, new TestEntropy(2));

        agreement.Dispose();
        offer.Dispose();

        agreement
            .PreSharedKey.Memory.Concat(offer.PreSharedKey.Memory)
            .SelectMany(memory => memory)
            .Should()
            .OnlyContain(octet => octet == 0);
        Modes.PreSharedKey.Should().Contain(octet => octet != 0, "the caller's memory is the caller's");
    }

    [Fact]
    public void The_server_keeps_nothing_of_an_agreement_but_the_key_of_the_session()
    {
        using var agreement = new KeyAgreement(SessionMode.Psk, Modes.PreSharedKey, new TestEntropy(1));
        using var offer = new KeyOffer(SessionMode.Psk, Modes.PreSharedKey, "0011223344556677"u8, new TestEntropy(2));
        WireMessage request = Request(offer);

        SessionKeys? keys = agreement.TryAgree(request, new SessionId(1), 1, out HandshakeAnswer? answer);
        agreement.Exchange.Memory.ToArray().Should().OnlyContain(octet => octet == 0, "the session has its key, and nobody needs more");

        request.Key = Encoding.ASCII.GetBytes(new string('0', X25519.TextLength));
        SessionKeys? none = agreement.TryAgree(request, new SessionId(2), 1, out HandshakeAnswer? noAnswer);
        agreement.Exchange.Memory.ToArray().Should().OnlyContain(octet => octet == 0, "nor where nothing was agreed");

        (keys is not null && answer is not null).Should().BeTrue();
        (none is null && noAnswer is null).Should().BeTrue();
    }

    [Fact]
    public void The_client_keeps_its_private_key_until_it_is_answered_and_nothing_made_with_it()
    {
        using var agreement = new KeyAgreement(SessionMode.Psk, Modes.PreSharedKey, new TestEntropy(1));
        var offer = new KeyOffer(SessionMode.Psk, Modes.PreSharedKey, "0011223344556677"u8, new TestEntropy(2));
        agreement.TryAgree(Request(offer), new SessionId(1), 1, out HandshakeAnswer? answer);
        WireMessage good = Answer(answer!);
        WireMessage forged = good;
        forged.Mac = new byte[MessageMac.TextLength];

        offer.TryAccept(forged, out _).Should().BeNull();
        offer.Exchange.Derived.ToArray().Should().OnlyContain(octet => octet == 0);
        offer.Exchange.Memory.ToArray().Should().Contain(octet => octet != 0, "a better answer may come");
        offer.TryAccept(good, out _).Should().NotBeNull();
        offer.Exchange.Derived.ToArray().Should().OnlyContain(octet => octet == 0);

        offer.Dispose();
        offer.Exchange.Memory.ToArray().Should().OnlyContain(octet => octet == 0);
    }

    [Theory]
    [InlineData("answered")]
    [InlineData("given up")]
    public void A_handshake_that_is_over_has_forgotten_its_private_key_and_the_pre_shared_one(string end)
    {
        using Pair pair = Modes.Pair(SessionMode.Psk);
        pair.Drop = (_, _) => end == "given up";
        pair.Client.Connect(pair.Now);
        KeyOffer offer = pair.Client.Offer!;
        offer.Exchange.Memory.ToArray().Should().Contain(octet => octet != 0);

        pair.Run(TimeSpan.FromSeconds(10));

        offer
            .Exchange.Memory.ToArray()
            .Concat(offer.PreSharedKey.Memory.SelectMany(memory => memory))
            .Should()
            .OnlyContain(octet => octet == 0);
        pair.Client.Offer.Should().BeNull();
    }

    [Fact]
    public void What_a_server_draws_its_own_keys_into_is_wiped_once_they_are_handed_on()
    {
        var entropy = new ListEntropy([.. Enumerable.Range(1, 64).Select(i => (byte)i)]);
        using var server = new SessionServer(new ServerOptions(), entropy);

        entropy.Draws.Should().ContainSingle().Which.Should().HaveCount(server.Drawn.Length);
        server.Drawn.ToArray().Should().OnlyContain(octet => octet == 0);
    }

    [Fact]
    public void The_memory_that_is_looked_at_is_the_memory_that_holds_the_secrets()
    {
        byte[] list = [.. Enumerable.Range(1, X25519.Length).Select(i => (byte)i)];
        using var none = new PreSharedKey([]);
        var exchange = new KeyExchange(none);

        exchange.Draw(new ListEntropy(list));

        exchange.Memory[..X25519.Length].ToArray().Should().Equal(list);
        (exchange.Memory.Length - exchange.Derived.Length).Should().Be(X25519.Length);
    }

    [Fact]
    public void No_event_and_no_datagram_carries_a_key()
    {
        using Pair pair = Modes.Session(SessionMode.Psk);
        pair.Move(Addresses.PhoneMoved);
        pair.Run(TimeSpan.FromSeconds(1));
        byte[] memory = pair.Client.Keys!.Memory.ToArray();
        using var json = new SessionEventJson(withPayload: true);
        string[] told =
        [
            .. pair.ServerEvents.Concat(pair.ClientEvents).Select(e => json.WriteText(e, 0)),
            .. pair.SentByClient,
            .. pair.SentByServer,
        ];

        string key = Convert.ToHexStringLower(memory);
        told.Should().NotContain(text => text.Contains(key, StringComparison.Ordinal));

        string[] events = told[..^(pair.SentByClient.Count + pair.SentByServer.Count)];
        string proof = pair.SentByClient.Single(text => text.Contains("\"proof\"", StringComparison.Ordinal)).Split("\"proof\":\"")[1][
            ..64
        ];
        events.Should().NotContain(text => text.Contains(proof, StringComparison.Ordinal));
    }

    private static WireMessage Request(KeyOffer offer) =>
        new()
        {
            Type = MessageType.HandshakeInit,
            Present = Members.Nonce | Members.Key | Members.Mac,
            Nonce = "0011223344556677"u8,
            Key = offer.Key,
            Mac = offer.Mac,
        };

    private static WireMessage Answer(HandshakeAnswer answer) =>
        new()
        {
            Type = MessageType.HandshakeAck,
            Present = Members.OfKeys | Members.Nonce | Members.StateVersion | Members.SessionId,
            SessionId = new SessionId(1),
            StateVersion = answer.StateVersion,
            Nonce = "0011223344556677"u8,
            Key = answer.Key,
            ServerNonce = answer.ServerNonce,
            Mac = answer.Mac,
        };

    private static void End(Pair pair, string end)
    {
        switch (end)
        {
            case "client ends":
                pair.Client.Terminate(pair.Now);
                pair.Run(TimeSpan.FromSeconds(1));
                break;
            case "server ends":
                pair.Server.Terminate(pair.Client.SessionId!.Value, pair.Now);
                pair.Run(TimeSpan.FromSeconds(1));
                break;
            case "dispose":
                pair.Dispose();
                break;
            default:
                for (int i = 0; end == "lifetime" && i < 5; i++)
                {
                    pair.Send("busy");
                    pair.Run(TimeSpan.FromSeconds(15));
                }

                pair.Run(TimeSpan.FromSeconds(31));
                pair.Move(Addresses.PhoneMoved); // only now does the client learn of it
                pair.Run(TimeSpan.FromSeconds(4)); // and that nobody says otherwise
                pair.Client.State.Should().Be(SessionState.Terminated);
                break;
        }
    }
}

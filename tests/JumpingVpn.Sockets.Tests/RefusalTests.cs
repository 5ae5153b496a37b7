using System.Collections.Concurrent;
using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

/// <summary>What a channel hears of ports at which nobody listens, whoever receives for it.</summary>
public sealed class RefusalTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly SocketLoop _loop = new();
    private readonly Arrivals _arrivals = new();
    private readonly ConcurrentQueue<TransportAddress> _refused = new();

    public void Dispose() => _loop.Dispose();

    [LinuxTheory]
    [InlineData("127.0.0.1:0", "127.0.0.1", true)]
    [InlineData("127.0.0.1:0", "127.0.0.1", false)]
    [InlineData("0.0.0.0:0", "127.0.0.2", true)]
    [InlineData("0.0.0.0:0", "127.0.0.2", false)]
    [InlineData("[::1]:0", "[::1]", true)]
    [InlineData("[::1]:0", "[::1]", false)]
    [InlineData("[::]:0", "[::1]", true)]
    [InlineData("[::]:0", "127.0.0.1", false)]
    public async Task A_port_at_which_nobody_listens_is_told_by_its_address(string bind, string host, bool looped)
    {
        await using UdpDatagramChannel channel = Bind(bind, looped);
        channel.Start(new CollectingReceiver());
        TransportAddress nobody = await NobodyAsync(host);

        channel.Send([1], nobody).Should().Be(SendResult.Sent);

        Told(1).Should().Equal(nobody);
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task After_a_refusal_all_goes_on_as_before_it(bool looped)
    {
        CollectingReceiver heard = new(_arrivals);
        await using UdpDatagramChannel channel = Bind("127.0.0.1:0", looped);
        await using UdpDatagramChannel peer = Loopback.Bind();
        CollectingReceiver atPeer = new(_arrivals);
        channel.Start(heard);
        peer.Start(atPeer);
        TransportAddress nobody = await NobodyAsync("127.0.0.1");

        for (int i = 1; i <= 20; i++)
        {
            channel.Send([1], nobody).Should().Be(SendResult.Sent);
            channel.Send([2], peer.LocalAddress).Should().Be(SendResult.Sent, "who refused was somebody else");
            peer.Send([3], channel.LocalAddress);
            int count = i;
            _arrivals.WaitUntil(() => heard.Count == count && atPeer.Count == count, Limit).Should().BeTrue();
        }

        Told(20).Should().OnlyContain(to => to == nobody);
        channel
            .Send([4], TransportAddress.FromIPv4(0, 0, 0, 0, 0))
            .Should()
            .NotBe(SendResult.Sent, "what the machine itself refuses is told");
        channel.Send(new byte[65_508], peer.LocalAddress).Should().Be(SendResult.TooLarge);
    }

    [LinuxTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_channel_that_waits_for_refusals_can_be_closed(bool looped)
    {
        UdpDatagramChannel channel = Bind("127.0.0.1:0", looped);
        channel.Start(new CollectingReceiver());

        await channel.DisposeAsync().AsTask().WaitAsync(Limit);

        channel.Send([1], Loopback.AnyPort.WithPort(9)).Should().Be(SendResult.Closed);
    }

    [Fact]
    public void A_pump_hears_none()
    {
        UdpChannelOptions both = new() { Pump = new SocketPump(), OnRefused = static _ => { } };

        Action bind = () => UdpDatagramChannel.TryBind(Loopback.AnyPort, both, out _, out _);

        bind.Should().Throw<ArgumentException>().WithMessage("*pump hears no refusals*");
    }

    private static async Task<TransportAddress> NobodyAsync(string host)
    {
        await using UdpDatagramChannel gone = Loopback.Bind(Parsed($"{host}:0"));
        return gone.LocalAddress;
    }

    private static TransportAddress Parsed(string text) => TransportAddress.FromEndPoint(System.Net.IPEndPoint.Parse(text));

    private TransportAddress[] Told(int count)
    {
        _arrivals.WaitUntil(() => _refused.Count >= count, Limit).Should().BeTrue("the kernel answers for a port that is closed");
        return [.. _refused];
    }

    private UdpDatagramChannel Bind(string local, bool looped)
    {
        UdpChannelOptions options = new()
        {
            Loop = looped ? _loop : null,
            OnRefused = to =>
            {
                _refused.Enqueue(to);
                _arrivals.Pulse();
            },
        };
        UdpDatagramChannel
            .TryBind(Parsed(local), options, out UdpDatagramChannel? channel, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        return channel!;
    }
}

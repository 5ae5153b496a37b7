using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

/// <summary>The loop and the calls of platforms that have nothing better, held to the same contract on every one.</summary>
public sealed class PortableLoopContractTests : ChannelContract, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly SocketLoop _loop = new(new SelectReadiness(), "portable loop");
    private readonly List<UdpDatagramChannel> _open = [];

    public void Dispose()
    {
        foreach (UdpDatagramChannel channel in _open)
        {
            Close(channel);
        }

        _loop.Dispose();
    }

    [Fact]
    public void A_timer_fires_once_and_never_early()
    {
        using ManualResetEventSlim fired = new();
        long start = _loop.Clock.GetTimestamp();
        using ITimer timer = _loop.Clock.CreateTimer(_ => fired.Set(), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);

        fired.Wait(Limit).Should().BeTrue();
        _loop.Clock.GetElapsedTime(start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(5));
    }

    protected override IDatagramChannel Open()
    {
        UdpEndpoint
            .TryBind(
                Loopback.AnyPort,
                1 << 20,
                static (socket, _) => new PortableCalls(socket),
                out UdpEndpoint? endpoint,
                out BindError? error
            )
            .Should()
            .BeTrue(error?.Message);
        var channel = UdpDatagramChannel.Over(endpoint!, _loop);
        _open.Add(channel);
        return channel;
    }

    protected override bool RunUntil(Func<bool> condition) => Arrivals.WaitUntil(condition, Limit);

    protected override void Close(IDatagramChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.DisposeAsync().AsTask().Wait(Limit).Should().BeTrue("the loop lets go of it");
    }
}

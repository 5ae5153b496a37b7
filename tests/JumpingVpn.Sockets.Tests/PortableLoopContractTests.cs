namespace JumpingVpn.Sockets.Tests;

/// <summary>The loop and the calls of platforms that have nothing better, held to the same contract on every one.</summary>
public sealed class PortableLoopContractTests : SocketChannelContract
{
    private readonly SocketLoop _loop = new(new SelectReadiness(), "portable loop");

    [Fact]
    public void A_timer_fires_once_and_never_early()
    {
        using ManualResetEventSlim fired = new();
        long start = _loop.Clock.GetTimestamp();
        using ITimer timer = _loop.Clock.CreateTimer(_ => fired.Set(), null, TimeSpan.FromMilliseconds(5), Timeout.InfiniteTimeSpan);

        fired.Wait(Limit).Should().BeTrue();
        _loop.Clock.GetElapsedTime(start).Should().BeGreaterThanOrEqualTo(TimeSpan.FromMilliseconds(5));
    }

    protected override UdpDatagramChannel Bind() => UdpDatagramChannel.Over(BindPortable(), _loop);

    protected override void DisposeLoop() => _loop.Dispose();
}

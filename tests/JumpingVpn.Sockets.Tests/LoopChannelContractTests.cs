using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

/// <summary>Channels that share one thread.</summary>
public sealed class LoopChannelContractTests : ChannelContract, IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly SocketLoop _loop = new();
    private readonly List<UdpDatagramChannel> _open = [];

    public void Dispose()
    {
        foreach (UdpDatagramChannel channel in _open)
        {
            Close(channel);
        }

        _loop.Dispose();
    }

    protected override IDatagramChannel Open()
    {
        UdpDatagramChannel
            .TryBind(Loopback.AnyPort, new UdpChannelOptions { Loop = _loop }, out UdpDatagramChannel? channel, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        _open.Add(channel!);
        return channel!;
    }

    protected override bool RunUntil(Func<bool> condition) => Arrivals.WaitUntil(condition, Limit);

    protected override void Close(IDatagramChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        channel.DisposeAsync().AsTask().Wait(Limit).Should().BeTrue("the loop lets go of it");
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Sockets.Tests;

public sealed class PumpedChannelContractTests : ChannelContract, IDisposable
{
    private readonly SocketPump _pump = new();
    private readonly List<UdpDatagramChannel> _open = [];

    public void Dispose()
    {
        foreach (UdpDatagramChannel channel in _open)
        {
            Close(channel);
        }
    }

    protected override IDatagramChannel Open()
    {
        UdpChannelOptions options = new() { Pump = _pump };
        UdpDatagramChannel
            .TryBind(Loopback.AnyPort, options, out UdpDatagramChannel? channel, out BindError? error)
            .Should()
            .BeTrue(error?.Message);
        _open.Add(channel!);
        return channel!;
    }

    protected override bool RunUntil(Func<bool> condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        _pump.Settle();
        return condition();
    }
}

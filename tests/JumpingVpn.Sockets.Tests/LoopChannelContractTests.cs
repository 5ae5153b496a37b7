namespace JumpingVpn.Sockets.Tests;

/// <summary>Channels that share one thread.</summary>
public sealed class LoopChannelContractTests : SocketChannelContract
{
    private readonly SocketLoop _loop = new();

    protected override UdpDatagramChannel Bind() => BindUsual(new UdpChannelOptions { Loop = _loop });

    protected override void DisposeLoop() => _loop.Dispose();
}

namespace JumpingVpn.Sockets.Tests;

/// <summary>Channels with a thread each.</summary>
public sealed class ThreadChannelContractTests : SocketChannelContract
{
    protected override UdpDatagramChannel Bind() => BindUsual(null);
}

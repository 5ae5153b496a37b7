namespace JumpingVpn.Sockets.Tests;

/// <summary>What serves where there are no better calls, held to the same contract on every platform.</summary>
public sealed class PortableChannelContractTests : SocketChannelContract
{
    protected override UdpDatagramChannel Bind() => UdpDatagramChannel.Over(BindPortable());
}

using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>One address of an endpoint: the channel, and what hands its datagrams to the guest.</summary>
internal sealed class EndpointPort(EndpointDriver driver, IDatagramChannel channel) : IDatagramReceiver
{
    public IDatagramChannel Channel => channel;

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) =>
        driver.HandleDatagram(source, channel.LocalAddress, datagram);
}

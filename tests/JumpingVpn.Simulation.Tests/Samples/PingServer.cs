using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Tests.Samples;

/// <summary>Answers every ping with its own number.</summary>
internal sealed class PingServer(IDatagramChannel channel) : IDatagramReceiver
{
    public List<byte> Received { get; } = [];

    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        Received.Add(datagram[0]);
        channel.Send(datagram, source);
    }
}

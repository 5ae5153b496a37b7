using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Topology;

/// <summary>A datagram in flight, in a reused slot of the <see cref="PacketStore"/>, which has its payload; NATs rewrite its addresses in
/// place.</summary>
internal struct Packet
{
    public TransportAddress Source;
    public TransportAddress Destination;
    public int Length;

    /// <summary>The number of the host it was sent from; −1 for an injected one.</summary>
    public int Origin;

    /// <summary>The number of the host at which it waits to be received; meaningless elsewhere.</summary>
    public int Receiver;

    public long Id;
}

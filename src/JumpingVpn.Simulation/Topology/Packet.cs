using JumpingVpn.Datagrams;

namespace JumpingVpn.Simulation.Topology;

/// <summary>A datagram under way, in a reused slot of the <see cref="PacketStore"/>; NATs rewrite its addresses in place.</summary>
internal struct Packet
{
    public TransportAddress Source;
    public TransportAddress Destination;
    public byte[] Buffer;
    public int Length;

    /// <summary>The number of the host it was sent from; −1 for an injected one.</summary>
    public int Origin;

    /// <summary>The number of the host at which it waits to be received; meaningless elsewhere.</summary>
    public int Receiver;

    public long Id;

    public readonly ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}

using JumpingVpn.Datagrams;

namespace JumpingVpn.Endpoints;

/// <summary>A datagram on its way into a guest.</summary>
internal readonly ref struct ArrivedDatagram(TransportAddress from, TransportAddress to, ReadOnlySpan<byte> bytes)
{
    public TransportAddress From { get; } = from;

    public TransportAddress To { get; } = to;

    public ReadOnlySpan<byte> Bytes { get; } = bytes;
}

using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab.Wire;

/// <summary>A datagram as somebody on the public network saw it.</summary>
/// <param name="Origin">The host that sent it; null if its source was forged.</param>
/// <param name="Bytes">A copy of the datagram.</param>
/// <param name="Source">Its source address there.</param>
/// <param name="Destination">Its destination.</param>
internal sealed record OverheardDatagram(string? Origin, byte[] Bytes, TransportAddress Source, TransportAddress Destination);

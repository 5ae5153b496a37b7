using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Adversary;

/// <summary>An attacker's copy of a datagram, for study and replay.</summary>
/// <param name="Payload">The bytes as they came to him.</param>
/// <param name="Source">Their source on the link.</param>
/// <param name="Destination">Their destination on the link.</param>
/// <param name="At">When he saw them.</param>
public sealed record CapturedDatagram(ReadOnlyMemory<byte> Payload, TransportAddress Source, TransportAddress Destination, TimeSpan At);

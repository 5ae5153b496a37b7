using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>Chooses datagrams by what they are; it must change nothing and depend on nothing else.</summary>
/// <param name="payload">Valid only during the call.</param>
/// <param name="source">As it stands on this link.</param>
/// <param name="destination">As it stands on this link.</param>
public delegate bool DatagramPredicate(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination);

namespace JumpingVpn.Datagrams;

/// <summary>One datagram that was pulled from a <see cref="DatagramQueue"/>.</summary>
/// <param name="Payload">A copy that belongs to the reader.</param>
/// <param name="Source">The address it came from, as the endpoint sees it.</param>
public readonly record struct DatagramReceived(ReadOnlyMemory<byte> Payload, TransportAddress Source);

namespace JumpingVpn.Lab;

/// <summary>A datagram at a host of a scene.</summary>
/// <param name="HasArrived">True if the host received it, false if it sent it.</param>
/// <param name="Host">The host.</param>
/// <param name="Other">Where it came from, or where it goes: the stable name of the address.</param>
/// <param name="Bytes">The bytes; nobody changes them.</param>
public readonly record struct SceneDatagram(bool HasArrived, string Host, string Other, ReadOnlyMemory<byte> Bytes);

namespace JumpingVpn.Exploration.Profiles;

/// <summary>A datagram that a client or gateway sent in the undisturbed run.</summary>
/// <param name="Step">During which step; the first is 0.</param>
/// <param name="Host">Who.</param>
/// <param name="At">When.</param>
public readonly record struct SentDatagram(int Step, string Host, TimeSpan At);

using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Profiles;

/// <summary>A datagram that entered one direction of an access link in the undisturbed run.</summary>
/// <param name="Step">During which step; the first is 0.</param>
/// <param name="Node">Whose link.</param>
/// <param name="Way">The direction.</param>
/// <param name="At">When.</param>
/// <param name="LinkDelay">How long that link delays at that time.</param>
public readonly record struct LinkEntry(int Step, string Node, LinkWays Way, TimeSpan At, TimeSpan LinkDelay);

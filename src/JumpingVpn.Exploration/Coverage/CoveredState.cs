namespace JumpingVpn.Exploration.Coverage;

/// <summary>A state that a run came to.</summary>
/// <param name="State">Its bit in a <see cref="CoverageMap"/>.</param>
/// <param name="Step">The step in which it came there first; the first is 0.</param>
public readonly record struct CoveredState(int State, int Step);

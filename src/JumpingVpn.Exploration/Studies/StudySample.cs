namespace JumpingVpn.Exploration.Studies;

/// <summary>What one run of a case came to.</summary>
/// <param name="Held">Whether all its claims held.</param>
/// <param name="Time">How long the measured step took; null if the run did not hold, or where nothing is measured.</param>
public readonly record struct StudySample(bool Held, TimeSpan? Time);

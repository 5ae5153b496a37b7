namespace JumpingVpn.Cli.NatCheck;

/// <summary>Between which two looks a mapping ended.</summary>
/// <param name="Alive">The last look at which it was there; zero where it was gone at the first.</param>
/// <param name="Gone">The first look at which it was not; null if it outlived the search.</param>
internal sealed record LifetimeRange(TimeSpan Alive, TimeSpan? Gone);

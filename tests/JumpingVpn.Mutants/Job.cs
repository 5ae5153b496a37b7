namespace JumpingVpn.Mutants;

/// <summary>A mutant and the tests that reach it, the fastest first, by the unique names that xunit gives them.</summary>
internal sealed record Job(int Mutant, IReadOnlyList<string> Tests);

namespace JumpingVpn.Mutants;

/// <summary>What a worker is to do.</summary>
/// <param name="Tests">All tests that are known, those that are left out included.</param>
/// <param name="Jobs">The mutants, in the order in which they are tried.</param>
internal sealed record TrialPlan(IReadOnlyList<KnownTest> Tests, IReadOnlyList<Job> Jobs);

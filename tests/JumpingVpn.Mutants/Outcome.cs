namespace JumpingVpn.Mutants;

/// <summary>What became of a mutant.</summary>
/// <param name="Key">The mutant's <see cref="Mutant.Key"/>.</param>
/// <param name="Fate">One of <see cref="Fates"/>.</param>
/// <param name="Test">The name of the test that noticed it, where one did.</param>
internal sealed record Outcome(string Key, string Fate, string? Test);

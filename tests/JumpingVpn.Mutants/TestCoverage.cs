namespace JumpingVpn.Mutants;

/// <summary>What one test reaches, and how long it computes.</summary>
/// <param name="Test">The unique name that xunit gives it.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Milliseconds">The time of the processor that it took.</param>
/// <param name="Passed">Whether it passed with no mutant switched on; one that did not can notice nothing.</param>
/// <param name="Mutants">The mutants that it reached.</param>
/// <param name="Static">Those that it reached while a type was initialised, which happens once in a process.</param>
internal sealed record TestCoverage(string Test, string Name, double Milliseconds, bool Passed, int[] Mutants, int[] Static);

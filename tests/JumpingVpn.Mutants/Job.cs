namespace JumpingVpn.Mutants;

/// <summary>A mutant to try.</summary>
/// <param name="Mutant">Its number.</param>
/// <param name="File">Where it is.</param>
/// <param name="Line">The line there.</param>
/// <param name="IsStatic">Whether it is reached while a type is initialised, and so has this process to itself.</param>
/// <param name="Tests">The tests to run by their places in the plan, the fastest first.</param>
internal sealed record Job(int Mutant, string File, int Line, bool IsStatic, IReadOnlyList<int> Tests);

namespace JumpingVpn.Mutants;

/// <summary>A test as the worker finds it.</summary>
/// <param name="Id">The unique name that xunit gives it.</param>
/// <param name="Milliseconds">The time of the processor that it takes without a mutant.</param>
internal sealed record KnownTest(string Id, double Milliseconds);

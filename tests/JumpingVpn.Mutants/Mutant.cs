namespace JumpingVpn.Mutants;

/// <summary>One change that Stryker has compiled into the assembly, to be switched on by its number.</summary>
/// <param name="Id">The number.</param>
/// <param name="File">The source file, relative to its project.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Kind">Stryker's name of the kind of change.</param>
/// <param name="Original">What stands in the source, on one line.</param>
/// <param name="Replacement">What stands there instead, on one line.</param>
internal sealed record Mutant(int Id, string File, int Line, int Column, string Kind, string Original, string Replacement);

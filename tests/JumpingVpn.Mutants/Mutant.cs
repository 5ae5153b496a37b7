namespace JumpingVpn.Mutants;

/// <summary>One change that Stryker has compiled into the assembly, to be switched on by its number.</summary>
/// <param name="Id">The number.</param>
/// <param name="File">The source file, relative to its project.</param>
/// <param name="Version">A digest of the file, so that what is on record of it is void when it changes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
/// <param name="Kind">Stryker's name of the kind of change.</param>
/// <param name="Original">What stands in the source, on one line.</param>
/// <param name="Replacement">What stands there instead, on one line.</param>
internal sealed record Mutant(int Id, string File, string Version, int Line, int Column, string Kind, string Original, string Replacement)
{
    /// <summary>The folder of the file; for files at the root of the project, the file itself.</summary>
    public string Folder => File.Contains('/', StringComparison.Ordinal) ? File[..File.LastIndexOf('/')] : File;

    /// <summary>The same in each run, while the file stays as it is.</summary>
    public string Key => $"{File}@{Version}:{Line}:{Column} {Kind}: {Replacement}";

    /// <summary>The same also when other lines of the file change.</summary>
    public string Text => $"{File}: {Original} => {Replacement}";
}

namespace JumpingVpn.Cli.Tests.CompatibilityKit;

/// <summary>A scenario of a sample, or a row of an outline.</summary>
/// <param name="File">The feature file.</param>
/// <param name="Line">The line of the title or of the row.</param>
/// <param name="Name">The title with the values of the row.</param>
/// <param name="Steps">The texts of its steps, without keywords.</param>
internal sealed record KitScenario(string File, int Line, string Name, IReadOnlyList<string> Steps)
{
    /// <summary>How the command is told to run it alone.</summary>
    public string Path => FormattableString.Invariant($"{File}:{Line}");
}

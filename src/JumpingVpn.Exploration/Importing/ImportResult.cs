namespace JumpingVpn.Exploration.Importing;

/// <summary>What a capture has become.</summary>
public sealed record ImportResult
{
    /// <summary>The feature file.</summary>
    public required string Feature { get; init; }

    /// <summary>How many datagrams it sends.</summary>
    public required int Datagrams { get; init; }

    /// <summary>What was understood, in sentences.</summary>
    public required IReadOnlyList<string> Understood { get; init; }

    /// <summary>What was not, or was left out, in sentences.</summary>
    public required IReadOnlyList<string> NotUnderstood { get; init; }

    /// <summary>Where the scenario differs from the capture when it is run, in sentences; empty if it does not.</summary>
    public required IReadOnlyList<string> Differences { get; init; }
}

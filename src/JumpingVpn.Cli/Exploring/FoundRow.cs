using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>A finding: of all runs with its signature the one that ranks first.</summary>
internal sealed record FoundRow : ExploreRow, IComparable<FoundRow>
{
    /// <summary>What is violated.</summary>
    public required FindingKind Kind { get; init; }

    /// <summary>The cause; with the kind it is the signature.</summary>
    public required string Cause { get; init; }

    /// <summary>What it is called: a claim by its sentence as the file has it.</summary>
    public required string Title { get; init; }

    /// <summary>The place of the scenario among all; the first is 0.</summary>
    public required int Scenario { get; init; }

    /// <summary>Where the scenario stands, as <c>path:line</c>.</summary>
    public required string At { get; init; }

    /// <summary>How many steps the scenario has.</summary>
    public required int Steps { get; init; }

    /// <summary>The number of the run; null for the one without faults.</summary>
    public ulong? Number { get; init; }

    /// <summary>The seed of the run.</summary>
    public required ulong Seed { get; init; }

    /// <summary>What went wrong, in full.</summary>
    public required string Message { get; init; }

    /// <summary>The faults that struck, as sentences.</summary>
    public required IReadOnlyList<string> Faults { get; init; }

    /// <summary>The log of decisions.</summary>
    public required string Decisions { get; init; }

    /// <summary>The feature file; null where none fails alone, and for findings that are only counted.</summary>
    public string? Feature { get; init; }

    /// <summary>The signature in one word.</summary>
    internal string Key => $"{Kind} {Cause}";

    /// <summary>By rank: claims of scenarios last, and of these the shortest scenario first; then the smallest number.</summary>
    public int CompareTo(FoundRow? other) => other is null ? -1 : Rank.CompareTo(other.Rank);

    private (bool, int, bool, ulong, int) Rank =>
        (Kind == FindingKind.Claim, Kind == FindingKind.Claim ? Steps : 0, Number is not null, Number ?? 0, Scenario);
}

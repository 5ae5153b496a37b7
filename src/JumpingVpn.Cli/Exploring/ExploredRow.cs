namespace JumpingVpn.Cli.Exploring;

/// <summary>What was done with one scenario.</summary>
internal sealed record ExploredRow : ExploreRow
{
    /// <summary>Its place among the scenarios; the first is 0.</summary>
    public required int Scenario { get; init; }

    /// <summary>Where it stands, as <c>path:line</c>.</summary>
    public required string At { get; init; }

    /// <summary>Runs in which a fault struck.</summary>
    public required long Explored { get; init; }

    /// <summary>Runs in which none of the faults did.</summary>
    public required long Vacuous { get; init; }

    /// <summary>Numbers that stand for no plan of their own.</summary>
    public required long Unplanned { get; init; }

    /// <summary>Whether it passed without faults, so that its numbers were run.</summary>
    public required bool Passes { get; init; }
}

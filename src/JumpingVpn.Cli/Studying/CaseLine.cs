namespace JumpingVpn.Cli.Studying;

/// <summary>A case of a study.</summary>
internal sealed record CaseLine : StudyLine
{
    /// <summary>Its place among the cases; the first is 0.</summary>
    public required int Case { get; init; }

    /// <summary>Where it stands, as <c>path:line</c>.</summary>
    public required string At { get; init; }

    /// <summary>The feature.</summary>
    public required string Feature { get; init; }

    /// <summary>The title of the outline, with placeholders.</summary>
    public required string Title { get; init; }

    /// <summary>The text below the title.</summary>
    public required string Description { get; init; }

    /// <summary>The sentence whose time is measured; null for none.</summary>
    public string? Measured { get; init; }

    /// <summary>The columns of the examples.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The values of the case, one for each column.</summary>
    public required IReadOnlyList<string> Values { get; init; }
}

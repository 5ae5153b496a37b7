namespace JumpingVpn.Features.Documents;

/// <summary>One scenario, ready to run: a plain one, or one row of an outline. Background steps stand in front of its own.</summary>
public sealed record Scenario
{
    /// <summary>The feature that it belongs to.</summary>
    public required Feature Feature { get; init; }

    /// <summary>The title of the rule that it belongs to, or null.</summary>
    public string? Rule { get; init; }

    /// <summary>The title as written; for an outline, with its placeholders.</summary>
    public required string Title { get; init; }

    /// <summary>The title with placeholders filled in, unique in the feature.</summary>
    public required string Name { get; init; }

    /// <summary>The free text below the title, or an empty string.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The tags of the scenario and of its Examples, with <c>@</c>.</summary>
    public IReadOnlyList<string> OwnTags { get; init; } = [];

    /// <summary>The tags of the feature and of the rule, with <c>@</c>.</summary>
    public IReadOnlyList<string> InheritedTags { get; init; } = [];

    /// <summary>Column and cell of the Examples row; empty for a plain scenario.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Arguments { get; init; } = [];

    /// <summary>The steps in order.</summary>
    public required IReadOnlyList<ScenarioStep> Steps { get; init; }

    /// <summary>The line of the title, or of the Examples row; the first line is 1.</summary>
    public required int Line { get; init; }

    /// <summary>All tags, with <c>@</c>, from the feature inwards, each once.</summary>
    public IReadOnlyList<string> Tags => [.. InheritedTags.Concat(OwnTags).Distinct(StringComparer.Ordinal)];

    /// <summary>True if the tag <c>@ignore</c> stands on the scenario or above it.</summary>
    public bool IsIgnored => Tags.Contains("@ignore", StringComparer.OrdinalIgnoreCase);

    /// <summary>Where it stands: <c>path:line</c>.</summary>
    public string Location => $"{Feature.Path}:{Line}";

    /// <summary>The line of the title; for an outline, the rows share it.</summary>
    public int TitleLine { get; init; }

    /// <summary>True for one of several combinations of an Examples row: they share its line, and only the name tells them apart.</summary>
    public bool IsCombination { get; init; }

    /// <summary>The feature, the name and the place.</summary>
    /// <returns>One line of text.</returns>
    public override string ToString() => $"{Feature.Name} › {Name} ({Location})";
}

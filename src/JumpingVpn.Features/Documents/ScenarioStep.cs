namespace JumpingVpn.Features.Documents;

/// <summary>One step of a scenario, placeholders filled in.</summary>
public sealed record ScenarioStep
{
    /// <summary>The keyword as written, without the blank behind it, e.g. <c>And</c>.</summary>
    public required string Keyword { get; init; }

    /// <summary>What the step is for.</summary>
    public required StepKind Kind { get; init; }

    /// <summary>The text after the keyword.</summary>
    public required string Text { get; init; }

    /// <summary>The line in the feature file, the first being 1.</summary>
    public required int Line { get; init; }

    /// <summary>The column of the keyword, the first being 1.</summary>
    public int Column { get; init; } = 1;

    /// <summary>The column of the text after the keyword; null if placeholders were filled in, so that nothing stands where it
    /// did.</summary>
    public int? TextColumn { get; init; }

    /// <summary>The doc string below the step, or null.</summary>
    public string? DocString { get; init; }

    /// <summary>The table below the step, or null.</summary>
    public StepTable? Table { get; init; }

    /// <summary>The column in the file of a place in the text.</summary>
    internal int ColumnOf(int offset) => TextColumn is { } start ? start + offset : Column;

    /// <summary>The step as it stands in the file: keyword and text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Keyword} {Text}";
}

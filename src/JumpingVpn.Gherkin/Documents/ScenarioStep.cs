namespace JumpingVpn.Gherkin.Documents;

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

    /// <summary>The doc string below the step, or null.</summary>
    public string? DocString { get; init; }

    /// <summary>The table below the step, or null.</summary>
    public StepTable? Table { get; init; }

    /// <summary>The step as it stands in the file: keyword and text.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => $"{Keyword} {Text}";
}

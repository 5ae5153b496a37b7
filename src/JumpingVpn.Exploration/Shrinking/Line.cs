using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>A step of a scenario that is being shrunk.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Text">The sentence.</param>
/// <param name="Source">The step that it came from, with its table; null for one that was written here.</param>
internal sealed record Line(StepKind Kind, string Text, ScenarioStep? Source)
{
    /// <summary>Whether it is a fault, which the scenario does not need.</summary>
    public bool IsFault { get; init; }

    /// <summary>As a step of a scenario.</summary>
    /// <param name="before">The line before it, or null.</param>
    public ScenarioStep ToStep(Line? before) =>
        new()
        {
            Keyword = before?.Kind == Kind ? "And" : Kind.ToString(),
            Kind = Kind,
            Text = Text,
            Line = 1,
            DocString = Source?.DocString,
            Table = Source?.Table,
        };
}

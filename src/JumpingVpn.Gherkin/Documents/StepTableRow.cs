namespace JumpingVpn.Gherkin.Documents;

/// <summary>One row of the table below a step.</summary>
/// <param name="Line">The line in the feature file, the first being 1.</param>
/// <param name="Cells">The cells, placeholders filled in.</param>
public sealed record StepTableRow(int Line, IReadOnlyList<string> Cells);

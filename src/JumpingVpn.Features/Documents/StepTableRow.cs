namespace JumpingVpn.Features.Documents;

/// <summary>One row of the table below a step.</summary>
/// <param name="Line">The line in the feature file, the first being 1.</param>
/// <param name="Cells">The cells, placeholders filled in.</param>
/// <param name="Columns">Where each cell begins in its line, the first column being 1.</param>
public sealed record StepTableRow(int Line, IReadOnlyList<string> Cells, IReadOnlyList<int> Columns);

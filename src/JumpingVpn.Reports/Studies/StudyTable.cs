namespace JumpingVpn.Reports.Studies;

/// <summary>The cases of one scenario outline.</summary>
/// <param name="Title">Its title, with placeholders.</param>
/// <param name="Description">The text below its title; may be empty.</param>
/// <param name="Measured">The sentence whose time was measured; null if none waits for anything.</param>
/// <param name="Columns">The columns of its examples.</param>
/// <param name="Rows">Its cases, in order.</param>
public sealed record StudyTable(
    string Title,
    string Description,
    string? Measured,
    IReadOnlyList<string> Columns,
    IReadOnlyList<StudyRow> Rows
)
{
    /// <summary>The columns that have more than one value, in order: the first is the axis of the curves, the second tells them apart, and
    /// each combination of the others has curves of its own.</summary>
    public IReadOnlyList<int> Axes => [.. Enumerable.Range(0, Columns.Count).Where(column => ValuesOf(column).Count > 1)];

    /// <summary>The values of a column, in the order in which they come first.</summary>
    public IReadOnlyList<string> ValuesOf(int column) => [.. Rows.Select(row => row.Values[column]).Distinct(StringComparer.Ordinal)];
}

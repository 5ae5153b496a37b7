namespace JumpingVpn.Reports.Studies;

/// <summary>The curves that are drawn into one frame: one for each value of the second axis.</summary>
/// <param name="Title">What is the same in all of them; empty if nothing differs from other panels.</param>
/// <param name="Axis">The name of the horizontal axis; empty for a single case.</param>
/// <param name="Ticks">The values along it.</param>
/// <param name="Curves">The name of each curve, and its case at each tick; null if there is none.</param>
internal sealed record StudyPanel(
    string Title,
    string Axis,
    IReadOnlyList<string> Ticks,
    IReadOnlyList<(string Name, IReadOnlyList<StudyRow?> Rows)> Curves
)
{
    /// <summary>The panels of a table, in the order of its rows.</summary>
    public static IEnumerable<StudyPanel> Of(StudyTable table)
    {
        IReadOnlyList<int> axes = table.Axes;
        IReadOnlyList<string> ticks = axes.Count > 0 ? table.ValuesOf(axes[0]) : [""];
        int[] others = [.. axes.Skip(2)];
        foreach (
            IGrouping<string, StudyRow> rows in table.Rows.GroupBy(
                row => string.Join(", ", others.Select(column => $"{table.Columns[column]}: {row.Values[column]}")),
                StringComparer.Ordinal
            )
        )
        {
            yield return new StudyPanel(
                rows.Key,
                axes.Count > 0 ? table.Columns[axes[0]] : "",
                ticks,
                [
                    .. rows.GroupBy(row => axes.Count > 1 ? $"{table.Columns[axes[1]]}: {row.Values[axes[1]]}" : "", StringComparer.Ordinal)
                        .Select(curve => (curve.Key, (IReadOnlyList<StudyRow?>)[.. ticks.Select(tick => RowAt(curve, axes, tick))])),
                ]
            );
        }
    }

    private static StudyRow? RowAt(IEnumerable<StudyRow> rows, IReadOnlyList<int> axes, string tick) =>
        rows.FirstOrDefault(row => axes.Count == 0 || row.Values[axes[0]] == tick);
}

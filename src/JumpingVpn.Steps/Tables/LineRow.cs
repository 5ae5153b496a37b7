namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of lines.</summary>
/// <param name="Line">A line, in which <c>*</c> stands for any characters.</param>
public sealed record LineRow(string Line)
{
    private static readonly string[] Columns = ["line"];

    internal static IReadOnlyList<LineRow> Read(DataTable table) =>
        TypedTable.Read(table, "lines", Columns, Columns, row => new LineRow(row.Need("line", "a line")));
}

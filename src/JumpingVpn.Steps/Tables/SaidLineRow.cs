namespace JumpingVpn.Steps.Tables;

/// <summary>One row of the table of lines.</summary>
/// <param name="Line">A line, in which <c>*</c> stands for any characters.</param>
public sealed record SaidLineRow(string Line)
{
    private static readonly string[] Columns = ["line"];

    internal static IReadOnlyList<SaidLineRow> Read(DataTable table) =>
        TypedTable.Read(table, "lines", Columns, Columns, row => new SaidLineRow(row.Need("line", "a line")));
}

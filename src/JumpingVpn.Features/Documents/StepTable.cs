using Reqnroll;

namespace JumpingVpn.Features.Documents;

/// <summary>The table below a step.</summary>
/// <param name="Header">The first row.</param>
/// <param name="Rows">The other rows.</param>
public sealed record StepTable(StepTableRow Header, IReadOnlyList<StepTableRow> Rows)
{
    internal DataTable ToDataTable()
    {
        var table = new DataTable([.. Header.Cells]);
        foreach (StepTableRow row in Rows)
        {
            table.AddRow([.. row.Cells]);
        }

        return table;
    }

    /// <summary>The cells of a column with their places; none if there is no such column.</summary>
    internal IEnumerable<(string Text, int Line, int Column)> CellsOf(string column)
    {
        int index = Header.Cells.ToList().IndexOf(column);
        return index < 0 ? [] : Rows.Select(row => (row.Cells[index], row.Line, row.Columns[index]));
    }

    /// <summary>A problem with a row (0 is the header) or with its cell in a column.</summary>
    internal ArgumentProblem PlaceOf(int row, string? column, string message)
    {
        StepTableRow where = row > 0 && row <= Rows.Count ? Rows[row - 1] : Header;
        int index = column is null ? -1 : Header.Cells.ToList().IndexOf(column);
        return new ArgumentProblem(message, where.Line, where.Columns[Math.Max(index, 0)]);
    }
}

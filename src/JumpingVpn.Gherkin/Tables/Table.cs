using System.Text;

namespace JumpingVpn.Gherkin;

/// <summary>A table with a header, the last argument of a step. A step takes it as <see cref="DataTable"/>.</summary>
public class Table
{
    private readonly string[] _header;

    /// <summary>Makes a table without rows.</summary>
    /// <param name="header">The names of the columns, at least one.</param>
    /// <exception cref="ArgumentException">There is no column.</exception>
    public Table(params string[] header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (header.Length == 0)
        {
            throw new ArgumentException("A table needs at least one column.", nameof(header));
        }

        _header = [.. header];
    }

    /// <summary>The names of the columns, from left to right.</summary>
    public ICollection<string> Header => Array.AsReadOnly(_header);

    /// <summary>The rows below the header, from top to bottom.</summary>
    public DataTableRows Rows { get; } = new();

    /// <summary>The number of rows below the header.</summary>
    public int RowCount => Rows.Count;

    internal int ColumnCount => _header.Length;

    /// <summary>Says whether a column has this name, letter by letter.</summary>
    /// <param name="column">The name.</param>
    /// <returns>True if there is such a column.</returns>
    public bool ContainsColumn(string column) => FindColumn(column) >= 0;

    /// <summary>Adds a row at the bottom.</summary>
    /// <param name="cells">One cell per column.</param>
    /// <exception cref="ArgumentException">The number of cells is not the number of columns.</exception>
    public void AddRow(params string[] cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Length != _header.Length)
        {
            throw new ArgumentException(
                $"The row has {cells.Length} cells, but the table has {_header.Length} columns:\n{this}", nameof(cells));
        }

        Rows.Add(new DataTableRow(this, [.. cells]));
    }

    /// <summary>Adds a row at the bottom; columns that are not named get empty cells.</summary>
    /// <param name="values">The cells by column.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public void AddRow(IDictionary<string, string> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var cells = new string[_header.Length];
        Array.Fill(cells, string.Empty);
        foreach (var (column, value) in values)
        {
            cells[ColumnOf(column)] = value;
        }

        AddRow(cells);
    }

    /// <summary>Gives a column another name.</summary>
    /// <param name="oldColumn">The present name.</param>
    /// <param name="newColumn">The new name.</param>
    /// <exception cref="KeyNotFoundException">There is no such column.</exception>
    public void RenameColumn(string oldColumn, string newColumn) => _header[ColumnOf(oldColumn)] = newColumn;

    /// <summary>The table as it would stand in a feature file, one line per row, each ended by a line feed.</summary>
    /// <returns>The text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        AppendRow(text, _header);
        foreach (var row in Rows)
        {
            AppendRow(text, row.Cells);
        }

        return text.ToString();
    }

    internal int FindColumn(string column) => Array.IndexOf(_header, column);

    internal int ColumnOf(string column)
    {
        var index = FindColumn(column);
        return index >= 0 ? index : throw NoSuchColumn(column);
    }

    private KeyNotFoundException NoSuchColumn(string column) =>
        new($"There is no column \"{column}\" in the table{Reporting.Suggestion.Among(column, _header)}:\n{this}");

    private void AppendRow(StringBuilder text, IReadOnlyList<string> cells)
    {
        text.Append('|');
        for (var i = 0; i < cells.Count; i++)
        {
            var width = Rows.Select(row => row.Cells[i].Length).Append(_header[i].Length).Max();
            text.Append(' ').Append(cells[i].PadRight(width)).Append(" |");
        }

        text.Append('\n');
    }
}

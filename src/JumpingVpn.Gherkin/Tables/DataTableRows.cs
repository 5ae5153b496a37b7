using System.Collections;

namespace JumpingVpn.Gherkin;

/// <summary>The rows of a table, from top to bottom.</summary>
public sealed class DataTableRows : IEnumerable<DataTableRow>
{
    private readonly List<DataTableRow> _rows = [];

    internal DataTableRows()
    {
    }

    /// <summary>The number of rows.</summary>
    public int Count => _rows.Count;

    /// <summary>The row at an index, the first below the header being 0.</summary>
    /// <param name="index">The index.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public DataTableRow this[int index] => _rows[index];

    /// <inheritdoc/>
    public IEnumerator<DataTableRow> GetEnumerator() => _rows.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(DataTableRow row) => _rows.Add(row);
}

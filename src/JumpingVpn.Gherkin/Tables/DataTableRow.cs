using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Gherkin;

/// <summary>One row of a table: its cells by column name or by index. The columns are those of the table and cannot be changed.</summary>
public sealed class DataTableRow : IDictionary<string, string>
{
    private readonly Table _table;
    private readonly string[] _cells;

    internal DataTableRow(Table table, string[] cells)
    {
        _table = table;
        _cells = cells;
    }

    /// <summary>The number of cells, which is the number of columns.</summary>
    public int Count => _cells.Length;

    /// <summary>The names of the columns.</summary>
    public ICollection<string> Keys => _table.Header;

    /// <summary>The cells, from left to right.</summary>
    public ICollection<string> Values => Array.AsReadOnly(_cells);

    bool ICollection<KeyValuePair<string, string>>.IsReadOnly => false;

    internal IReadOnlyList<string> Cells => _cells;

    /// <summary>The cell at an index, the leftmost being 0.</summary>
    /// <param name="index">The index.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such column.</exception>
    public string this[int index] => _cells[index];

    /// <summary>The cell of a column.</summary>
    /// <param name="header">The name of the column.</param>
    /// <exception cref="KeyNotFoundException">There is no such column; the message shows the table.</exception>
    public string this[string header]
    {
        get => _cells[_table.ColumnOf(header)];
        set => _cells[_table.ColumnOf(header)] = value;
    }

    /// <summary>Says whether the table has a column of this name.</summary>
    /// <param name="key">The name.</param>
    /// <returns>True if there is such a column.</returns>
    public bool ContainsKey(string key) => _table.ContainsColumn(key);

    /// <summary>Asks for the cell of a column that may be missing.</summary>
    /// <param name="key">The name of the column.</param>
    /// <param name="value">The cell.</param>
    /// <returns>True if there is such a column.</returns>
    public bool TryGetValue(string key, [MaybeNullWhen(false)] out string value)
    {
        var index = _table.FindColumn(key);
        value = index < 0 ? null : _cells[index];
        return index >= 0;
    }

    /// <summary>The pairs of column name and cell, from left to right.</summary>
    /// <returns>The enumerator.</returns>
    public IEnumerator<KeyValuePair<string, string>> GetEnumerator() =>
        _table.Header.Select((column, index) => KeyValuePair.Create(column, _cells[index])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    void IDictionary<string, string>.Add(string key, string value) => throw ColumnsAreFixed();

    bool IDictionary<string, string>.Remove(string key) => throw ColumnsAreFixed();

    void ICollection<KeyValuePair<string, string>>.Add(KeyValuePair<string, string> item) => throw ColumnsAreFixed();

    bool ICollection<KeyValuePair<string, string>>.Remove(KeyValuePair<string, string> item) => throw ColumnsAreFixed();

    void ICollection<KeyValuePair<string, string>>.Clear() => throw ColumnsAreFixed();

    bool ICollection<KeyValuePair<string, string>>.Contains(KeyValuePair<string, string> item) =>
        TryGetValue(item.Key, out var value) && value == item.Value;

    void ICollection<KeyValuePair<string, string>>.CopyTo(KeyValuePair<string, string>[] array, int arrayIndex)
    {
        foreach (var pair in this)
        {
            array[arrayIndex++] = pair;
        }
    }

    private static NotSupportedException ColumnsAreFixed() => new("The columns of a row are those of its table and cannot be changed.");
}

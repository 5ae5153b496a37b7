namespace JumpingVpn.Gherkin;

/// <summary>
/// Objects from tables, and tables against objects. Columns meet properties without regard to case, blanks and punctuation.
/// </summary>
public static class TableExtensions
{
    /// <summary>
    /// Makes one object of a table with one row, or of a table with the columns <c>Field</c> and <c>Value</c> and a row per property.
    /// </summary>
    /// <typeparam name="T">A class or record: its constructor with the most parameters is called, then properties are set.</typeparam>
    /// <param name="table">The table.</param>
    /// <returns>The object.</returns>
    /// <exception cref="FormatException">A cell does not fit, a column belongs to nothing, or there is not exactly one row.</exception>
    public static T CreateInstance<T>(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return (T)TableBinding.Create(typeof(T), TableBinding.SingleRow(table), table);
    }

    /// <summary>Makes an object of each row.</summary>
    /// <typeparam name="T">A class or record: its constructor with the most parameters is called, then properties are set.</typeparam>
    /// <param name="table">The table.</param>
    /// <returns>The objects, in the order of the rows.</returns>
    /// <exception cref="FormatException">A cell does not fit, or a column belongs to nothing.</exception>
    public static IEnumerable<T> CreateSet<T>(this Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. table.Rows.Select(row => (T)TableBinding.Create(typeof(T), row, table))];
    }

    /// <summary>Compares an object with a table of one row or of <c>Field</c> and <c>Value</c>; only the columns count.</summary>
    /// <typeparam name="T">The type whose properties the columns name.</typeparam>
    /// <param name="table">The expected values.</param>
    /// <param name="instance">The object.</param>
    /// <exception cref="ComparisonException">They differ; the message names each difference.</exception>
    public static void CompareToInstance<T>(this Table table, T instance)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(instance);
        var differences = TableBinding.Differences(instance, TableBinding.SingleRow(table), table);
        if (differences.Count > 0)
        {
            throw new ComparisonException(string.Join('\n', differences));
        }
    }

    /// <summary>Compares objects with the rows of a table, in any order; only the columns count.</summary>
    /// <typeparam name="T">The type whose properties the columns name.</typeparam>
    /// <param name="table">The expected values.</param>
    /// <param name="set">The objects.</param>
    /// <exception cref="ComparisonException">A row has no object, or an object has no row; the message lists them.</exception>
    public static void CompareToSet<T>(this Table table, IEnumerable<T> set)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(set);
        var left = set.ToList();
        var problems = new List<string>();
        foreach (var row in table.Rows)
        {
            var index = left.FindIndex(instance => TableBinding.Differences(instance!, row, table).Count == 0);
            if (index < 0)
            {
                problems.Add($"missing: | {string.Join(" | ", row.Values)} |");
            }
            else
            {
                left.RemoveAt(index);
            }
        }

        problems.AddRange(left.Select(instance => $"unexpected: {TableBinding.Show(instance!, table)}"));
        if (problems.Count > 0)
        {
            throw new ComparisonException(string.Join('\n', problems));
        }
    }
}

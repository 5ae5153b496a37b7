namespace JumpingVpn.Steps.Tables;

/// <summary>Reads the tables below steps. All that is wrong with one is said at once, each thing at its cell.</summary>
internal static class TypedTable
{
    /// <summary>Reads all rows.</summary>
    /// <param name="table">The table.</param>
    /// <param name="what">What it is a table of, for messages: <c>links</c>.</param>
    /// <param name="columns">The columns there are.</param>
    /// <param name="needed">Those that must be there.</param>
    /// <param name="read">Makes a row; what it refuses is collected.</param>
    /// <exception cref="TableException">Something is wrong.</exception>
    public static IReadOnlyList<T> Read<T>(
        DataTable table,
        string what,
        IReadOnlyList<string> columns,
        IReadOnlyList<string> needed,
        Func<TypedRow, T> read
    )
    {
        List<TableException> problems = [.. ProblemsOf([.. table.Header], what, columns, needed)];
        bool complete = needed.All(table.ContainsColumn);
        if (problems.Count == 0 && table.RowCount == 0)
        {
            problems.Add(new TableException($"a table of {what} needs at least one row below its header", 0));
        }

        List<T> rows = [.. (complete ? table.Rows : []).Select((row, index) => read(new TypedRow(row, index + 1, problems)))];
        return problems.Count switch
        {
            0 => rows,
            1 => throw problems[0],
            _ => throw new TableException(problems),
        };
    }

    private static IEnumerable<TableException> ProblemsOf(
        List<string> header,
        string what,
        IReadOnlyList<string> columns,
        IReadOnlyList<string> needed
    )
    {
        List<string> unknown = header.FindAll(column => !columns.Contains(column));
        foreach (string column in unknown)
        {
            yield return new TableException($"a table of {what} has no column `{column}`{KnownWord.Hint(column, columns)}", 0, column);
        }

        // One that is unknown is most likely the one that is missed.
        foreach (string column in needed.Where(column => unknown.Count == 0 && !header.Contains(column)))
        {
            yield return new TableException($"a table of {what} needs the column `{column}`", 0);
        }

        foreach (string column in header.Where((column, index) => header.IndexOf(column) < index).Distinct())
        {
            yield return new TableException($"the column `{column}` appears in the table twice", 0, column);
        }
    }
}

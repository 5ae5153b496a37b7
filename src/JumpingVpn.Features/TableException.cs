namespace JumpingVpn.Features;

/// <summary>
/// A table below a step says what cannot be. Thrown by a static <c>[StepArgumentTransformation]</c> from a table, it is an error of the
/// plan, with the line and the column of the cell.
/// </summary>
public sealed class TableException : BrokenScenarioException
{
    /// <summary>Creates it for the table as a whole, without a message.</summary>
    public TableException() { }

    /// <summary>Creates it for the table as a whole.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public TableException(string message)
        : base(message) { }

    /// <summary>Creates it for the table as a whole, with a cause.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">The cause.</param>
    public TableException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Creates it for a row or a cell.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="row">The row: 0 for the header, 1 for the first row below it.</param>
    /// <param name="column">The header of the column, or null for the row as a whole.</param>
    public TableException(string message, int row, string? column = null)
        : base(message)
    {
        Row = row;
        Column = column;
    }

    /// <summary>Creates it for all that is wrong with a table, so that its author sees it at once.</summary>
    /// <param name="all">What is wrong, one at least.</param>
    public TableException(IReadOnlyList<TableException> all)
        : base(string.Join('\n', (all ?? []).Select(static each => each.Message)))
    {
        ArgumentNullException.ThrowIfNull(all);
        ArgumentOutOfRangeException.ThrowIfZero(all.Count);
        All = all;
        (Row, Column) = (all[0].Row, all[0].Column);
    }

    /// <summary>All that is wrong, one by one; itself where that is one thing.</summary>
    public IReadOnlyList<TableException> All
    {
        get => field ?? [this];
    }

    /// <summary>The row: 0 for the header, 1 for the first row below it; null for the table as a whole.</summary>
    public int? Row { get; }

    /// <summary>The header of the column; null for the row, or the table, as a whole.</summary>
    public string? Column { get; }
}

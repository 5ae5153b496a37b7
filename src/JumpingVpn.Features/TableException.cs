namespace JumpingVpn.Features;

/// <summary>
/// A table below a step says what cannot be. Thrown by a static <c>[StepArgumentTransformation]</c> from a table, it is an error of the
/// plan, with the line and the column of the cell.
/// </summary>
public sealed class TableException : BrokenScenarioException
{
    /// <summary>Creates it for the table as a whole, without a message.</summary>
    public TableException()
    {
    }

    /// <summary>Creates it for the table as a whole.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    public TableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it for the table as a whole, with a cause.</summary>
    /// <param name="message">What is wrong and what would be right.</param>
    /// <param name="innerException">The cause.</param>
    public TableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

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

    /// <summary>The row: 0 for the header, 1 for the first row below it; null for the table as a whole.</summary>
    public int? Row { get; }

    /// <summary>The header of the column; null for the row, or the table, as a whole.</summary>
    public string? Column { get; }
}

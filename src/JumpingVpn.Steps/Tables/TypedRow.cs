using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Steps.Tables;

/// <summary>One row of a table below a step, while it is read.</summary>
/// <param name="row">The row.</param>
/// <param name="number">The first below the header is 1.</param>
/// <param name="problems">Takes what is wrong with it.</param>
internal sealed class TypedRow(DataTableRow row, int number, List<TableException> problems)
{
    /// <summary>What stands in a cell; null if it is empty or there is no such column.</summary>
    public string? Text(string column) => row.TryGetValue(column, out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    /// <summary>What stands in a cell that must not be empty.</summary>
    public string Need(string column, string what)
    {
        if (Text(column) is not { } text)
        {
            Refuse($"this row needs {what} in the column `{column}`", column);
            return string.Empty;
        }

        return text;
    }

    /// <summary>The value of a cell.</summary>
    /// <param name="column">The column.</param>
    /// <param name="read">Makes the value; what it throws is what is wrong with the cell.</param>
    /// <param name="otherwise">The value where the cell is empty or wrong.</param>
    public T Value<T>(string column, Func<string, T> read, T otherwise)
    {
        if (Text(column) is not { } text)
        {
            return otherwise;
        }

        try
        {
            return read(text);
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException)
        {
            Refuse(PlainWords.Of(refusal), column);
            return otherwise;
        }
    }

    /// <summary>Checks the row as a whole, where none of its cells is wrong by itself.</summary>
    /// <param name="column">The column to point at.</param>
    /// <param name="check">Throws what is wrong with it.</param>
    public void Check(string column, Action check)
    {
        if (problems.Exists(problem => problem.Row == number))
        {
            return;
        }

        try
        {
            check();
        }
        catch (Exception refusal) when (refusal is FormatException or ArgumentException)
        {
            Refuse(PlainWords.Of(refusal), column);
        }
    }

    /// <summary>Says what is wrong with a cell.</summary>
    public void Refuse(string message, string column) => problems.Add(new TableException(Clause(message), number, column));

    /// <summary>What others say as a sentence stands after a colon here.</summary>
    private static string Clause(string message)
    {
        bool begins = message.Length > 1 && char.IsUpper(message[0]) && (char.IsLower(message[1]) || message[1] == ' ');
        return $"{(begins ? char.ToLowerInvariant(message[0]) : message[0])}{message[1..].TrimEnd('.')}";
    }
}

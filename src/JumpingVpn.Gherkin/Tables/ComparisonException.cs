namespace JumpingVpn.Gherkin;

/// <summary>Says how a table and the objects that it was compared with differ.</summary>
public sealed class ComparisonException : Exception
{
    /// <summary>Says only that they differ.</summary>
    public ComparisonException()
        : base("The table and the objects differ.")
    {
    }

    /// <summary>Says how they differ.</summary>
    /// <param name="message">One difference per line.</param>
    public ComparisonException(string message)
        : base(message)
    {
    }

    /// <summary>Says how they differ, with a cause.</summary>
    /// <param name="message">One difference per line.</param>
    /// <param name="innerException">The cause.</param>
    public ComparisonException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

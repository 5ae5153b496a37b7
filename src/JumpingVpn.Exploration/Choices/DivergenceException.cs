namespace JumpingVpn.Exploration.Choices;

/// <summary>A choice is another one than the log says: the code has changed since.</summary>
public sealed class DivergenceException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public DivergenceException() { }

    /// <summary>Creates it with what was to be chosen then and now.</summary>
    public DivergenceException(string message)
        : base(message) { }

    /// <summary>Creates it with a cause.</summary>
    public DivergenceException(string message, Exception innerException)
        : base(message, innerException) { }
}

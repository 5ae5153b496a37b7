namespace JumpingVpn.Lab.Scenes;

/// <summary>A scenario stated a fact that does not hold. The message says what was expected and what was observed.</summary>
public sealed class ExpectationException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public ExpectationException() { }

    /// <summary>Creates it with what was expected and observed.</summary>
    public ExpectationException(string message)
        : base(message) { }

    /// <summary>Creates it for a claim that must hold in every scenario.</summary>
    /// <param name="message">What was expected and observed.</param>
    /// <param name="invariant">The claim.</param>
    public ExpectationException(string message, string invariant)
        : base(message) => Invariant = invariant;

    /// <summary>The claim that must hold in every scenario; null if it was a claim of the scenario's own.</summary>
    public string? Invariant { get; }

    /// <summary>Creates it with a cause.</summary>
    public ExpectationException(string message, Exception innerException)
        : base(message, innerException) { }
}

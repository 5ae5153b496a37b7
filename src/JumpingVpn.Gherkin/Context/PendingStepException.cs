namespace JumpingVpn.Gherkin;

/// <summary>Thrown by a step that is planned and not written yet: the scenario ends as pending, which is not a success.</summary>
public sealed class PendingStepException : Exception
{
    /// <summary>Says that the step is not written yet.</summary>
    public PendingStepException()
        : base("The step is pending: it is bound, but not written yet.")
    {
    }

    /// <summary>Says what is missing.</summary>
    /// <param name="message">A sentence for the author of the feature.</param>
    public PendingStepException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is missing, with a cause.</summary>
    /// <param name="message">A sentence for the author of the feature.</param>
    /// <param name="innerException">The cause.</param>
    public PendingStepException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

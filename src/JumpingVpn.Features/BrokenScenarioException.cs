namespace JumpingVpn.Features;

/// <summary>
/// The scenario asks for what cannot be: it names somebody who is not there, or gives a value that means nothing. A step that throws it
/// makes its scenario broken instead of failed: the feature file has to be mended, not what it tests.
/// </summary>
public class BrokenScenarioException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public BrokenScenarioException() { }

    /// <summary>Creates it.</summary>
    /// <param name="message">What is wrong and what would be right, in full sentences.</param>
    public BrokenScenarioException(string message)
        : base(message) { }

    /// <summary>Creates it with a cause.</summary>
    /// <param name="message">What is wrong and what would be right, in full sentences.</param>
    /// <param name="innerException">The cause.</param>
    public BrokenScenarioException(string message, Exception innerException)
        : base(message, innerException) { }
}

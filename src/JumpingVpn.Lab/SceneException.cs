namespace JumpingVpn.Lab;

/// <summary>
/// The scene was asked for what cannot be: somebody who is not there, a second one of a name, a value out of its range, an act that has
/// nothing to act on. Whoever wrote the scenario has to fix it; nothing is said about what it tests. The message says what is wrong and
/// what would be right.
/// </summary>
public sealed class SceneException : Exception
{
    /// <summary>Creates it without a message.</summary>
    public SceneException() { }

    /// <summary>Creates it with what is wrong.</summary>
    public SceneException(string message)
        : base(message) { }

    /// <summary>Creates it with a cause.</summary>
    public SceneException(string message, Exception innerException)
        : base(message, innerException) { }
}

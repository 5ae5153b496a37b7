namespace JumpingVpn.Endpoints;

/// <summary>A guest cannot be loaded, broke the contract, or died. The message is a sentence or more for whoever wrote it.</summary>
public sealed class EndpointException : Exception
{
    /// <summary>Creates it.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="cause">What it follows from, or null.</param>
    public EndpointException(string message, Exception? cause = null)
        : base(message, cause) { }
}

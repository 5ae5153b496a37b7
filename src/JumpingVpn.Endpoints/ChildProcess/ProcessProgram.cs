namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>A command; each endpoint is a process of its own.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="folder">Where it runs.</param>
/// <param name="bounds">How long it may take, and how much memory.</param>
/// <param name="isLineHost">Whether it is <see cref="LineHost"/> with a library: what it tells is told as if the library ran here, and the
/// frames of the host's own stack, which it may write at its end, are nobody's business.</param>
internal sealed class ProcessProgram(IReadOnlyList<string> command, string folder, EndpointBounds bounds, bool isLineHost)
    : IEndpointProgram
{
    private const string Frame = "   at ";

    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host)
    {
        var process = GuestProcess.Start(
            command,
            folder,
            bounds,
            isLineHost ? static line => !line.StartsWith(Frame, StringComparison.Ordinal) : static _ => true
        );
        try
        {
            return new ProcessEndpoint(process, setup, host, isLineHost);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() { }
}

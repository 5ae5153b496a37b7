namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>A command; each endpoint is its own process.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="folder">Where it runs.</param>
/// <param name="bounds">How long it may take.</param>
internal sealed class ProcessProgram(IReadOnlyList<string> command, string folder, EndpointBounds bounds) : IEndpointProgram
{
    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host)
    {
        var process = GuestProcess.Start(command, folder, bounds.Patience);
        try
        {
            return new ProcessEndpoint(process, setup, host);
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

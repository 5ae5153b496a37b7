namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>A command; each endpoint is its own process.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="folder">Where it runs.</param>
/// <param name="bounds">How long it may take, and how much memory.</param>
/// <param name="isLineHost">Whether it is <see cref="LineHost"/> with a library: what it tells is told as if the library ran here.</param>
internal sealed class ProcessProgram(IReadOnlyList<string> command, string folder, EndpointBounds bounds, bool isLineHost)
    : IEndpointProgram
{
    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host)
    {
        var process = GuestProcess.Start(command, folder, bounds, isLineHost);
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

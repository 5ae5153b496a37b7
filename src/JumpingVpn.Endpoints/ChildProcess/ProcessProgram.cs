namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>A command; each endpoint is its own process, or has one for as long as it lives.</summary>
/// <param name="command">The program and its arguments.</param>
/// <param name="folder">Where it runs.</param>
/// <param name="bounds">How long it may take, and how much memory.</param>
/// <param name="isLineHost">Whether it is <see cref="LineHost"/> with a library: what it tells is told as if the library ran here.</param>
/// <param name="lives">How many endpoints a process serves, one after the other; more than one only where it is
/// <see cref="LineHost"/>.</param>
internal sealed class ProcessProgram(IReadOnlyList<string> command, string folder, EndpointBounds bounds, bool isLineHost, int lives = 1)
    : IEndpointProgram
{
    private readonly ProcessPool _pool = new(() => GuestProcess.Start(command, folder, bounds, isLineHost), lives, bounds.Memory);

    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host)
    {
        GuestProcess process = _pool.Take();
        try
        {
            return new ProcessEndpoint(process, setup, host, isLineHost ? _pool : null);
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();
}

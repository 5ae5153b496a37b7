using System.Text.Json;

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

    /// <summary>Lets the process of <see cref="LineHost"/> that will serve the first endpoint load its library.</summary>
    /// <param name="library">The library, for the message.</param>
    /// <exception cref="EndpointException">It cannot.</exception>
    public void Check(string library)
    {
        GuestProcess process = _pool.Take();
        try
        {
            process.BeginCall();
            process.Write("{\"call\":\"load\"}\n"u8);
            using var answer = JsonDocument.Parse(process.Read().ToArray());
            process.EndCall();
            if (answer.RootElement.TryGetProperty("failed", out JsonElement why))
            {
                throw new EndpointException(why.GetString()!);
            }

            _pool.GiveBack(process);
        }
        catch (Exception failure) when (failure is EndpointException or JsonException or InvalidOperationException)
        {
            process.Dispose();
            string told =
                failure is EndpointException
                    ? GuestText.InOneLine(failure.Message)
                    : "writes to descriptors that are not its own while it is loaded (in the call load)";
            throw new EndpointException(told.StartsWith('"') ? told : $"\"{library}\" {told}", failure);
        }
    }

    /// <inheritdoc/>
    public IEndpoint Create(EndpointSetup setup, IEndpointHost host)
    {
        GuestProcess process = _pool.Take();
        process.Lives++;
        try
        {
            return new ProcessEndpoint(process, setup, host, bounds, isLineHost ? _pool : null);
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

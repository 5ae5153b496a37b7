using JumpingVpn.Endpoints.ChildProcess;

namespace JumpingVpn.Endpoints;

/// <summary>Makes a child process of an endpoint that is none: whatever it does, it can end this process only.</summary>
public static class EndpointLines
{
    /// <summary>Reads calls as lines of JSON, and answers each with a line, until the input ends.</summary>
    /// <param name="program">What the endpoint runs: a file or a command.</param>
    /// <param name="folder">Where a relative path is looked for.</param>
    /// <param name="input">The calls.</param>
    /// <param name="output">The answers. A guest that cannot be loaded is told there, too.</param>
    /// <returns>Whether it did all that it was asked, and kept the contract.</returns>
    /// <exception cref="IOException">The guest has closed what the answers go to.</exception>
    public static bool Serve(string program, string folder, TextReader input, TextWriter output)
    {
        using EndpointPrograms programs = new() { IsAlone = true };
        using LineHost host = new(input, output, new EndpointBounds());
        return host.Serve(() => programs.Load(program, folder));
    }
}

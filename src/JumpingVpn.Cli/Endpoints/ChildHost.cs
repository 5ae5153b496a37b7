using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;
using JumpingVpn.Steps;

namespace JumpingVpn.Cli.Endpoints;

/// <summary>This program once more as the host of one shared library, so that what ends there is not ours.</summary>
internal static class ChildHost
{
    /// <summary>What makes the command <c>endpoint</c> serve lines.</summary>
    public const string Option = "--lines";

    /// <summary>The option that gives each endpoint of a shared library its own process.</summary>
    public const string Isolate = "--isolate";

    // A library that leaks a descriptor for each endpoint stays within what a process may open.
    private const int ManyLives = 100;

    /// <summary>A store that gives each endpoint of a shared library its own process.</summary>
    public static EndpointPrograms Programs() => Programs(lives: 1);

    /// <summary>The programs of scenarios: that store, or the one that the process shares.</summary>
    /// <param name="isolate">Whether each endpoint of a shared library is a process of its own.</param>
    public static EndpointPrograms ProgramsOf(bool isolate) => isolate ? Programs() : LabSettings.SharedPrograms;

    /// <summary>The programs of scenarios that are repeated many times: a process serves one endpoint after the other.</summary>
    /// <param name="isolate">Whether each endpoint of a shared library has a process of its own meanwhile.</param>
    public static EndpointPrograms RepeatedProgramsOf(bool isolate) => isolate ? Programs(ManyLives) : LabSettings.SharedPrograms;

    /// <summary>Lets go of the programs of scenarios, and ends their processes; those that the process shares stay.</summary>
    public static void Release(EndpointPrograms programs)
    {
        if (!ReferenceEquals(programs, LabSettings.SharedPrograms))
        {
            programs.Dispose();
        }
    }

    private static EndpointPrograms Programs(int lives) => new(isolator: [.. ThisProgram.Words(), "endpoint", Option], lives: lives);
}

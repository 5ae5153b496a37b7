using JumpingVpn.Cli.Terminal;
using JumpingVpn.Endpoints;

namespace JumpingVpn.Cli.Endpoints;

/// <summary>This program once more as the host of one shared library, so that what ends there is not ours.</summary>
internal static class ChildHost
{
    /// <summary>What makes the command <c>endpoint</c> serve lines.</summary>
    public const string Option = "--lines";

    /// <summary>A store that gives each endpoint of a shared library its own process.</summary>
    public static EndpointPrograms Programs() => new(isolator: [.. ThisProgram.Words(), "endpoint", Option]);
}

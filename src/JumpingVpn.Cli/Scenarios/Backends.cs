using JumpingVpn.Cli.Arguments;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The carriers that the command line can be asked for.</summary>
internal static class Backends
{
    /// <summary>One after the other.</summary>
    public const string All = "all";

    /// <summary>Reads <c>--backend</c>.</summary>
    public static Parsed<IReadOnlyList<string>> Parse(string text) =>
        text switch
        {
            BackendTags.Simulated or BackendTags.Udp => new Parsed<IReadOnlyList<string>>([text]),
            All => new Parsed<IReadOnlyList<string>>([BackendTags.Simulated, BackendTags.Udp]),
            _ => Parsed<IReadOnlyList<string>>.Invalid("write sim, udp or all"),
        };
}

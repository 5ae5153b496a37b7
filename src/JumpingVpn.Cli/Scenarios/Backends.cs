using JumpingVpn.Cli.Arguments;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The carriers that scenarios can run on, and which scenario runs on which.</summary>
internal static class Backends
{
    /// <summary>The simulated network.</summary>
    public const string Simulated = "sim";

    /// <summary>Real UDP sockets on loopback.</summary>
    public const string Udp = "udp";

    /// <summary>One after the other.</summary>
    public const string All = "all";

    /// <summary>Reads <c>--backend</c>.</summary>
    public static Parsed<IReadOnlyList<string>> Parse(string text) => text switch
    {
        Simulated or Udp => new Parsed<IReadOnlyList<string>>([text]),
        All => new Parsed<IReadOnlyList<string>>([Simulated, Udp]),
        _ => Parsed<IReadOnlyList<string>>.Invalid("write sim, udp or all"),
    };

    /// <summary>True unless a tag restricts the scenario to another backend.</summary>
    public static bool Allows(Scenario scenario, string backend) =>
        !scenario.Tags.Contains(backend == Simulated ? "@udp-only" : "@sim-only", StringComparer.OrdinalIgnoreCase);
}

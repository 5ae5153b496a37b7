using JumpingVpn.Cli.Arguments;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Wording;

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

    private static readonly string[] Known = ["@sim-only", "@udp-only", "@ignore"];

    /// <summary>Reads <c>--backend</c>.</summary>
    public static Parsed<IReadOnlyList<string>> Parse(string text) =>
        text switch
        {
            Simulated or Udp => new Parsed<IReadOnlyList<string>>([text]),
            All => new Parsed<IReadOnlyList<string>>([Simulated, Udp]),
            _ => Parsed<IReadOnlyList<string>>.Invalid("write sim, udp or all"),
        };

    /// <summary>True unless a tag restricts the scenario to another backend.</summary>
    public static bool Allows(Scenario scenario, string backend) =>
        !scenario.Tags.Contains(backend == Simulated ? "@udp-only" : "@sim-only", StringComparer.OrdinalIgnoreCase);

    /// <summary>What is wrong with the tags that choose: both at once, or one of them misspelled.</summary>
    public static IEnumerable<FeatureError> Contradictions(Scenario scenario)
    {
        if (!Allows(scenario, Simulated) && !Allows(scenario, Udp))
        {
            yield return new FeatureError(
                scenario.Feature.Path,
                scenario.Line,
                0,
                "`@sim-only` and `@udp-only` leave no backend to run it on: take one of them away"
            );
        }

        foreach (string tag in scenario.Tags.Where(tag => !Known.Contains(tag, StringComparer.OrdinalIgnoreCase)))
        {
            if (Known.FirstOrDefault(known => Suggestion.Distance(tag, known) == 1) is { } meant)
            {
                yield return new FeatureError(
                    scenario.Feature.Path,
                    scenario.Line,
                    0,
                    $"the tag `{tag}` means nothing here; did you mean `{meant}`?"
                );
            }
        }
    }
}

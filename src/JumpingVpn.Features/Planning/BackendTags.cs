using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Wording;

namespace JumpingVpn.Features.Planning;

/// <summary>The tags that keep a scenario to one carrier: <c>@sim-only</c> and <c>@udp-only</c>.</summary>
public static class BackendTags
{
    /// <summary>The simulated network.</summary>
    public const string Simulated = "sim";

    /// <summary>Real UDP sockets on loopback.</summary>
    public const string Udp = "udp";

    private static readonly string[] Known = ["@sim-only", "@udp-only", "@ignore"];

    /// <summary>The backends that the tags of a scenario leave.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <returns><see cref="Simulated"/> before <see cref="Udp"/>; none if the tags contradict each other.</returns>
    public static IReadOnlyList<string> Left(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return [.. Allowed(scenario, Simulated, Udp), .. Allowed(scenario, Udp, Simulated)];
    }

    /// <summary>What is wrong with the tags that choose: both at once, or one of them misspelled.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <returns>One error each, at the scenario's line.</returns>
    public static IEnumerable<FeatureError> Problems(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        if (Left(scenario).Count == 0)
        {
            yield return At(scenario, "`@sim-only` and `@udp-only` leave no backend to run it on: remove one of them");
        }

        foreach (string tag in scenario.Tags.Where(tag => !Known.Contains(tag, StringComparer.OrdinalIgnoreCase)))
        {
            if (Known.FirstOrDefault(known => Suggestion.Distance(tag, known) == 1) is { } meant)
            {
                yield return At(scenario, $"the tag `{tag}` means nothing here; did you mean `{meant}`?");
            }
        }
    }

    private static FeatureError At(Scenario scenario, string message) => new(scenario.Feature.Path, scenario.Line, 0, message);

    private static string[] Allowed(Scenario scenario, string backend, string other) =>
        scenario.Tags.Contains($"@{other}-only", StringComparer.OrdinalIgnoreCase) ? [] : [backend];
}

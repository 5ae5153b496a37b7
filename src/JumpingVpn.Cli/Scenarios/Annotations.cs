using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>On GitHub, lines that put what did not pass beside the line of the feature file (workflow commands, <c>::error</c>).</summary>
internal static class Annotations
{
    /// <summary>One line for each; nothing anywhere else than in a workflow of GitHub.</summary>
    public static void Write(IReadOnlyList<RunRecord> trouble, Surroundings surroundings)
    {
        if (surroundings.Variable("GITHUB_ACTIONS") != "true")
        {
            return;
        }

        foreach (RunRecord record in trouble)
        {
            ScenarioResult result = record.Result;
            int line = result.FailedStep?.Step.Line ?? result.Scenario.Line;
            string place = FormattableString.Invariant($"file={Property(result.Scenario.Feature.Path)},line={line}");
            surroundings.Out.WriteLine($"::error {place},title={Property(record.Run.Title)}::{Data(result.Message ?? string.Empty)}");
        }
    }

    private static string Data(string text) =>
        text.Replace("%", "%25", StringComparison.Ordinal)
            .Replace("\r", "%0D", StringComparison.Ordinal)
            .Replace("\n", "%0A", StringComparison.Ordinal);

    private static string Property(string text) =>
        Data(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}

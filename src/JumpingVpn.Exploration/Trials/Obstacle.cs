using JumpingVpn.Features.Running;

namespace JumpingVpn.Exploration.Trials;

/// <summary>Why a scenario cannot be explored.</summary>
/// <param name="Location">The step to blame, or the scenario, as <c>path:line</c>.</param>
/// <param name="Reason">In plain words.</param>
/// <param name="IsSkipped">Whether a step has it passed over; otherwise who wrote it has to mend it.</param>
public sealed record Obstacle(string Location, string Reason, bool IsSkipped)
{
    /// <summary>Reads it in the result of a run without faults.</summary>
    /// <returns>Null where the scenario says what it means and all that it asks for is there.</returns>
    internal static Obstacle? Of(ScenarioResult result)
    {
        bool isMissing = result.Error is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException;
        return result.Outcome is ScenarioOutcome.Broken or ScenarioOutcome.Skipped || isMissing
            ? new Obstacle(result.Location, WordsOf(result), result.Outcome == ScenarioOutcome.Skipped)
            : null;
    }

    private static string WordsOf(ScenarioResult result) =>
        Signature.WordsOf(result) is { Length: > 0 } said ? said : "no reason is given.";
}

using System.Text.RegularExpressions;
using JumpingVpn.Exploration.Reference;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Lab.Scenes;

namespace JumpingVpn.Exploration.Trials;

/// <summary>What went wrong, without what differs from run to run: findings of one signature count as one.</summary>
/// <param name="Kind">What is violated.</param>
/// <param name="Cause">The invariant, the sentence of the claim as the file has it with what was observed, or who threw what; names and
/// numbers left out.</param>
public sealed partial record Signature(FindingKind Kind, string Cause)
{
    /// <summary>Reads it in the result of a run.</summary>
    /// <param name="result">The result.</param>
    /// <param name="planned">The scenario that was run.</param>
    /// <returns>Null if the run passed or was skipped.</returns>
    internal static Signature? Of(ScenarioResult result, PlannedScenario planned)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(planned);
        if (result.Outcome is ScenarioOutcome.Passed or ScenarioOutcome.Skipped)
        {
            return null;
        }

        return result.Error switch
        {
            ExpectationException { Invariant: { } claim } when claim.StartsWith(ReferenceWatch.Claim, StringComparison.Ordinal) =>
                new Signature(FindingKind.Reference, claim),
            ExpectationException { Invariant: { } claim } => new Signature(FindingKind.Invariant, claim),
            { } error when IsCrash(error) => new Signature(FindingKind.Crash, $"{error.GetType().Name} in {ThrowerOf(error)}"),
            _ when FailedStep(result, planned) is { } step => new Signature(
                FindingKind.Claim,
                $"{Reduced(step.Step.Text)}: {Reduced(Head(result.Message))}"
            ),
            _ => new Signature(FindingKind.Books, Reduced(Head(WordsOf(result)))),
        };
    }

    /// <summary>What a finding is called: a claim by its sentence, word for word as the file has it, and anything else by its
    /// cause.</summary>
    internal string TitleOf(ScenarioResult result, PlannedScenario planned) =>
        Kind == FindingKind.Claim && FailedStep(result, planned) is { } step ? step.Step.Text : Cause;

    /// <summary>What went wrong, in the words of who noticed it.</summary>
    internal static string? WordsOf(ScenarioResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return result.Error is ExpectationException stated ? stated.Message : result.Message;
    }

    /// <summary>Whether an exception is no word about the scenario, but a bug in what it runs on.</summary>
    public static bool IsCrash(Exception error) =>
        error is SystemException and not FormatException
        || error?.GetType().Namespace?.StartsWith("JumpingVpn.Simulation", StringComparison.Ordinal) == true;

    /// <summary>The number of the step that failed; −1 where none did.</summary>
    internal static int FailedAt(ScenarioResult result, PlannedScenario planned)
    {
        for (int i = 0; result.FailedStep is { } failed && i < planned.Steps.Count; i++)
        {
            if (ReferenceEquals(planned.Steps[i].Step, failed.Step))
            {
                return i;
            }
        }

        return -1;
    }

    private static PlannedStep? FailedStep(ScenarioResult result, PlannedScenario planned) =>
        FailedAt(result, planned) is >= 0 and var at ? planned.Steps[at] : null;

    private static string ThrowerOf(Exception error)
    {
        string? frame = error
            .StackTrace?.Split('\n')
            .Select(static line => line.Trim())
            .FirstOrDefault(static line => line.StartsWith("at JumpingVpn.", StringComparison.Ordinal));
        return frame is null ? error.TargetSite?.Name ?? "?" : frame[3..].Split('(')[0];
    }

    /// <summary>A text with its names and numbers left out.</summary>
    internal static string Reduced(string text) => Plurals().Replace(Numbers().Replace(Names().Replace(text, "\"…\""), "#"), "# $1");

    /// <summary>What was found; lists of what there was besides differ from run to run.</summary>
    private static string Head(string? message) => (message ?? "").Split('\n', ';')[0].Split(": ")[0];

    [GeneratedRegex(@"# (\w+)s\b", RegexOptions.CultureInvariant)]
    private static partial Regex Plurals();

    [GeneratedRegex("\"[^\"]*\"", RegexOptions.CultureInvariant)]
    private static partial Regex Names();

    [GeneratedRegex(@"S-[0-9a-f]{16}|\d+(?:[.:]\d+)*", RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}

using System.Text.RegularExpressions;
using JumpingVpn.Endpoints;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Shrinking;

/// <summary>
/// Makes of a finding the smallest scenario that fails in the same way: faults become steps, whatever is not needed goes, and values become
/// round. Where the finding is a claim of the scenario itself, of a shorter story nobody has said that the claim holds. So only steps go
/// that are shown to contribute nothing: other facts; what leaves no mark on those whom the claim names; and, where a fault refutes it,
/// what the claim does not need to hold without that fault.
/// </summary>
/// <remarks>Thread rule: one thread, that of the worker and of the planner.</remarks>
/// <param name="worker">Runs the attempts.</param>
/// <param name="planner">Of the same vocabulary.</param>
/// <param name="programs">What endpoints run; null for those that the process shares. It stays the caller's.</param>
public sealed partial class Shrinker(ScenarioWorker worker, ScenarioPlanner planner, EndpointPrograms? programs = null)
{
    private const int MostAttempts = 600;
    private static readonly ulong[] OtherSeeds = [1, 2, 3, 4];

    /// <summary>Whether it is time to stop: then the smallest scenario so far is the result.</summary>
    /// <value>Default: never.</value>
    public Func<bool> IsOver { get; init; } = static () => false;

    /// <summary>Shrinks a finding.</summary>
    /// <param name="found">A result with a signature.</param>
    /// <returns>The scenario, or null if no scenario of steps alone fails in the same way.</returns>
    public ShrunkFeature? Shrink(TrialResult found)
    {
        ArgumentNullException.ThrowIfNull(found);
        Signature signature = found.Signature ?? throw new ArgumentException("A trial without a finding cannot be shrunk.", nameof(found));
        var attempt = new Attempt(worker, planner, found.Trial.Target.Planned.Scenario, signature, found.Trial.Seed)
        {
            Programs = programs ?? LabSettings.SharedPrograms,
            NeedsFaults =
                found.Trial.Plan.Faults.Count > 0
                && found.Trial.Target.Planned.Steps.Any(static it => it.Step.Text.StartsWith("an endpoint ", StringComparison.Ordinal)),
        };
        if (Beginnings(found).FirstOrDefault(lines => attempt.Fails(lines)) is not { } start)
        {
            return null;
        }

        List<Line> lines = [.. start];
        bool anySeed = !IsOver() && Shrink(attempt, lines, isClaim: signature.Kind == FindingKind.Claim);
        return new ShrunkFeature(attempt.ToScenario(lines), found.Trial.Seed, anySeed, signature, attempt.Message);
    }

    /// <summary>Leaves the smallest scenario, of which the last attempt was made.</summary>
    /// <returns>Whether it fails under other seeds, too.</returns>
    private bool Shrink(Attempt attempt, List<Line> lines, bool isClaim)
    {
        Remove(attempt, lines, isClaim);
        if (!isClaim)
        {
            Simplify(attempt, lines);
            Merge(attempt, lines);
            Remove(attempt, lines, isClaim: false);
            Hurry(attempt, lines);
        }

        Fold(attempt, lines);
        bool anySeed = !IsOver() && OtherSeeds.All(seed => attempt.Fails(lines, seed));
        attempt.Fails(lines);
        return anySeed;
    }

    private bool MayGoOn(Attempt attempt) => attempt.Count < MostAttempts && !IsOver();

    /// <summary>What to begin with, the most promising first.</summary>
    private static IEnumerable<List<Line>> Beginnings(TrialResult found)
    {
        IReadOnlyList<ScenarioStep> steps = found.Trial.Target.Planned.Scenario.Steps;
        int end =
            found.FailedAt >= 0 ? found.FailedAt + 1
            : found.EndedAt >= 0 ? found.EndedAt + 1
            : steps.Count;
        if (found.Trial.Plan.Faults.Count == 0)
        {
            if (found.Signature!.Kind != FindingKind.Claim)
            {
                yield return With([], steps, end, static (_, line) => line.Kind == StepKind.Then ? Impatience.Of(line) : [line]);
            }

            yield return [.. steps.Take(end).Select(static step => new Line(step.Kind, step.Text, step))];
            yield break;
        }

        yield return With(
            found.Struck,
            steps,
            end,
            (step, line) => line.Kind == StepKind.Then || step == found.EndedAt ? Impatience.Of(line) : [line]
        );
        yield return With(
            found.Struck,
            steps,
            end,
            static (_, line) =>
                Impatience.Of(line) is [_, ..] hurried ? hurried
                : line.Kind == StepKind.Then ? []
                : [line]
        );
        yield return With(found.Struck, steps, end, static (_, line) => [line]);
    }

    private static List<Line> With(
        IReadOnlyList<Fault> faults,
        IReadOnlyList<ScenarioStep> steps,
        int end,
        Func<int, Line, IReadOnlyList<Line>> write
    )
    {
        List<Line> lines = [];
        for (int i = 0; i < end; i++)
        {
            StepKind kind = steps[i].Kind == StepKind.Given ? StepKind.Given : StepKind.When;
            lines.AddRange(
                faults
                    .Where(fault => fault.BeforeStep == i)
                    .Select(fault => kind == StepKind.Given ? fault.GivenSentence : fault.Sentence)
                    .Select(text => new Line(kind, text, null) { IsFault = true })
            );
            lines.AddRange(write(i, new Line(steps[i].Kind, steps[i].Text, steps[i])));
        }

        return lines;
    }

    /// <summary>Leaves out what is not needed: half of the steps at once, then fewer, then one after the other until each is
    /// needed.</summary>
    private void Remove(Attempt attempt, List<Line> lines, bool isClaim)
    {
        string[] named = isClaim ? [.. Name().Matches(lines[^1].Text).Select(static match => match.Value)] : [];
        attempt.Fails(lines, named: named);
        ulong trace = attempt.Trace;
        for (int size = Math.Max(1, lines.Count / 2); size >= 1; )
        {
            int before = lines.Count;
            for (int at = lines.Count - size; at >= 0 && MayGoOn(attempt); at--)
            {
                if (at + size > lines.Count)
                {
                    continue;
                }

                List<Line> fewer = [.. lines[..at], .. lines[(at + size)..]];
                if (attempt.Fails(fewer, named: named))
                {
                    ulong left = attempt.Trace;
                    if (!isClaim || left == trace || !Contributes(attempt, lines.GetRange(at, size), fewer))
                    {
                        lines.RemoveRange(at, size);
                        trace = left;
                    }
                }
            }

            bool isAtTheEnd = size == 1 && (lines.Count == before || !MayGoOn(attempt));
            size = isAtTheEnd ? 0 : Math.Max(1, size / 2);
        }
    }

    /// <summary>Whether steps of a story make the claim at its end hold or not. Time that passes always may: a fault can need it to be made
    /// good.</summary>
    private static bool Contributes(Attempt attempt, List<Line> steps, List<Line> others)
    {
        if (steps.TrueForAll(static line => line.Kind == StepKind.Then || line.IsFault))
        {
            return false;
        }

        bool isOfTime = steps.Exists(static line => Time().IsMatch(line.Text));
        return isOfTime || !others.Exists(static line => line.IsFault) || !attempt.PassesWithoutFaults(others);
    }

    private void Merge(Attempt attempt, List<Line> lines)
    {
        while (MayGoOn(attempt) && Merging.Of(lines).FirstOrDefault(fewer => attempt.Fails(fewer)) is { } merged)
        {
            lines.Clear();
            lines.AddRange(merged);
        }
    }

    /// <summary>Makes of a last step that waits one that does not: what a fault keeps from happening is waited for in vain, and the
    /// scenario would fail where the bug is mended, too.</summary>
    private void Hurry(Attempt attempt, List<Line> lines)
    {
        if (lines.Exists(static line => line.IsFault) && Impatience.Of(lines[^1]) is [_, ..] hurried)
        {
            List<Line> others = [.. lines[..^1], .. hurried];
            if (attempt.Fails(others))
            {
                lines.Clear();
                lines.AddRange(others);
                Simplify(attempt, lines);
                Remove(attempt, lines, isClaim: false);
            }
        }
    }

    private void Simplify(Attempt attempt, List<Line> lines)
    {
        for (int i = 0; i < lines.Count; i++)
        {
            bool simpler = true;
            while (simpler && MayGoOn(attempt))
            {
                simpler = false;
                foreach (string text in Rounding.Of(lines[i].Text))
                {
                    Line before = lines[i];
                    lines[i] = before with { Text = text };
                    if (attempt.Fails(lines))
                    {
                        simpler = true;
                        break;
                    }

                    lines[i] = before;
                }
            }
        }
    }

    /// <summary>Makes one sentence of a client and its session again.</summary>
    private static void Fold(Attempt attempt, List<Line> lines)
    {
        for (int i = 0; i + 1 < lines.Count; i++)
        {
            Match client = Client().Match(lines[i].Text);
            Match session = Session().Match(lines[i + 1].Text);
            if (client.Success && session.Success && client.Groups["name"].Value == session.Groups["name"].Value)
            {
                List<Line> folded =
                [
                    .. lines[..i],
                    new Line(StepKind.Given, $"{lines[i].Text} with a session on {session.Groups["gateway"].Value}", null),
                    .. lines[(i + 2)..],
                ];
                if (attempt.Fails(folded))
                {
                    lines.Clear();
                    lines.AddRange(folded);
                }
            }
        }
    }

    [GeneratedRegex("\"[^\"]+\"", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b\d+(?:\.\d+)? (?:ms|s|min|h)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Time();

    [GeneratedRegex("""^a client (?<name>"[^"]+")(?: behind "[^"]+")?$""", RegexOptions.CultureInvariant)]
    private static partial Regex Client();

    [GeneratedRegex("""^(?<name>"[^"]+") has started a session on (?<gateway>"[^"]+")$""", RegexOptions.CultureInvariant)]
    private static partial Regex Session();
}

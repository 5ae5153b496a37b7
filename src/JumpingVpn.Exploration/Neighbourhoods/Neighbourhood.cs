using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Neighbourhoods;

/// <summary>The scenarios around a finding: a fix that only moves the bug leaves it somewhere among them.</summary>
public static partial class Neighbourhood
{
    /// <summary>The scenario itself, then all that differ from it in one time or place. The same each time.</summary>
    public static IEnumerable<Neighbour> Of(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        yield return new Neighbour(scenario, NeighbourKind.Seed, "");
        for (int i = 0; i < scenario.Steps.Count; i++)
        {
            ScenarioStep step = scenario.Steps[i];
            if (step.Kind == StepKind.Then)
            {
                continue; // what is claimed stays
            }

            foreach ((NeighbourKind kind, string text) in Changes(step.Text))
            {
                ScenarioStep changed = step with { Text = text, TextColumn = null };
                yield return new Neighbour(
                    scenario with
                    {
                        Steps = [.. scenario.Steps.Take(i), changed, .. scenario.Steps.Skip(i + 1)],
                    },
                    kind,
                    text
                );
            }
        }
    }

    /// <summary>A scenario under a plan of faults, as steps. Of its claims the one that was refuted stays.</summary>
    /// <param name="target">The scenario.</param>
    /// <param name="plan">The faults.</param>
    /// <param name="found">What was found, as a log says it; null for nothing yet.</param>
    public static Scenario Under(Target target, FaultPlan plan, string? found)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(plan);
        Scenario scenario = target.Planned.Scenario;
        List<Line> lines = [];
        for (int i = 0; i < scenario.Steps.Count; i++)
        {
            ScenarioStep step = scenario.Steps[i];
            StepKind kind = step.Kind == StepKind.Given ? StepKind.Given : StepKind.When;
            lines.AddRange(
                plan.Faults.Where(fault => fault.BeforeStep == i).Select(fault => new Line(kind, fault.Sentence, null) { IsFault = true })
            );
            var line = new Line(step.Kind, step.Text, step);
            bool isRefuted = found?.StartsWith($"{FindingKind.Claim}: {Signature.Reduced(step.Text)}: ", StringComparison.Ordinal) == true;
            lines.AddRange(step.Kind == StepKind.Then && !isRefuted ? Impatience.Of(line) : [line]);
        }

        return scenario with
        {
            Steps = [.. lines.Select((line, i) => line.ToStep(i == 0 ? null : lines[i - 1]))],
        };
    }

    private static IEnumerable<(NeighbourKind Kind, string Text)> Changes(string text)
    {
        foreach (Match match in Values().Matches(text))
        {
            bool isTime = match.Groups["unit"].Success;
            foreach (string value in isTime ? Times(match) : Places(match))
            {
                yield return (
                    isTime ? NeighbourKind.Time : NeighbourKind.Place,
                    string.Concat(text.AsSpan(0, match.Index), value, text.AsSpan(match.Index + match.Length))
                );
            }
        }
    }

    private static IEnumerable<string> Times(Match match)
    {
        long unit = match.Groups["unit"].Value switch
        {
            "ms" => TimeSpan.TicksPerMillisecond,
            "s" => TimeSpan.TicksPerSecond,
            _ => TimeSpan.TicksPerMinute,
        };
        if (
            !decimal.TryParse(match.Groups["amount"].Value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal amount)
            || amount * unit > TimeSpan.TicksPerDay
        )
        {
            return [];
        }

        long ticks = (long)(amount * unit);
        long[] steps = [1, TimeSpan.TicksPerMillisecond, ticks / 10];
        return steps
            .Where(static step => step > 0)
            .Distinct()
            .SelectMany(step => new[] { ticks - step, ticks + step })
            .Where(static changed => changed > 0)
            .Select(static changed => DurationWords.Of(TimeSpan.FromTicks(changed)));
    }

    private static IEnumerable<string> Places(Match match)
    {
        long least = match.Groups["what"].Value == "bit" ? 0 : 1;
        return long.TryParse(match.Groups["place"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out long place)
            ? new[] { place - 1, place + 1, place + 2 }
                .Where(changed => changed >= least)
                .Select(changed => string.Create(CultureInfo.InvariantCulture, $"{match.Groups["what"].Value} {changed}"))
            : [];
    }

    [GeneratedRegex(
        """(?<=^|[ ])(?:(?<amount>\d+(?:\.\d+)?) (?<unit>ms|s|min)|(?<what>number|bit) (?<place>\d+))(?=$|[ ,])""",
        RegexOptions.CultureInvariant
    )]
    private static partial Regex Values();
}

using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Cli.Scenarios;

/// <summary><c>run --dry-run</c>: what would be run, step by step, with the time at which each step would begin.</summary>
internal static class DryRun
{
    /// <summary>Writes the plan. The times are those that steps name; one that waits for something makes those after it "or
    /// later".</summary>
    public static void Write(RunPlan plan, Surroundings surroundings)
    {
        foreach (IGrouping<PlannedScenario, PlannedRun> runs in plan.Runs.GroupBy(static run => run.Plan))
        {
            PlannedScenario planned = runs.Key;
            string ignored = planned.Scenario.IsIgnored ? ", @ignore" : string.Empty;
            surroundings.Out.WriteLine(
                $"{planned.Scenario.Location}: {planned.Scenario.Feature.Name} › {planned.Scenario.Name} "
                    + $"[{string.Join(", ", runs.Select(BackendAndSeed))}{ignored}]"
            );
            foreach ((PlannedStep step, string at) in Timeline.Of(planned))
            {
                surroundings.Out.WriteLine($"  {at, 14}  {step.Step}");
            }

            if (planned.ClaimsNothing)
            {
                surroundings.Out.WriteLine($"  {string.Empty, 14}  note: no Then step: it checks only what holds in every scenario");
            }
        }

        surroundings.Out.WriteLine(
            FormattableString.Invariant(
                $"{plan.Runs.Count} scenario{(plan.Runs.Count == 1 ? string.Empty : "s")} planned; nothing was run."
            )
        );
    }

    private static string BackendAndSeed(PlannedRun run) => FormattableString.Invariant($"{run.Backend} seed {run.Seed}");
}

using JumpingVpn.Exploration.Profiles;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Exploration.Trials;

/// <summary>A scenario that is explored.</summary>
public sealed class Target
{
    internal Target(PlannedScenario planned)
    {
        Planned = planned;
    }

    /// <summary>The scenario as it is run, with its plan.</summary>
    public PlannedScenario Planned { get; }

    /// <summary>What it does without faults; null until it was seen, and where it did not pass then.</summary>
    public ScenarioProfile? Profile { get; internal set; }

    /// <summary>How many rounds pass from one turn of it to the next: one that carries many datagrams is not worth as many
    /// runs.</summary>
    public long TurnsOfOthers => 1 + ((Profile?.Entries.Count ?? 0) / 150);

    /// <summary>Makes a scenario a target.</summary>
    /// <param name="planner">Of the run's vocabulary.</param>
    /// <param name="planned">The scenario as it stands in the file.</param>
    public static Target Of(ScenarioPlanner planner, PlannedScenario planned)
    {
        ArgumentNullException.ThrowIfNull(planner);
        ArgumentNullException.ThrowIfNull(planned);
        PlannedScenario unfolded = planner.Plan(Unfolding.Of(planned.Scenario));
        return new Target(unfolded.IsRunnable ? unfolded : planned);
    }
}

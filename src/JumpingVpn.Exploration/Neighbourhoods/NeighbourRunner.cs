using JumpingVpn.Exploration.Reference;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Lab;
using JumpingVpn.Steps;

namespace JumpingVpn.Exploration.Neighbourhoods;

/// <summary>Runs neighbours, with the oracles of an exploration. What was set up to disturb and never strikes is no failure here: in the
/// next place there may be nothing to strike.</summary>
/// <remarks>Thread rule: that of the worker and the planner.</remarks>
/// <param name="worker">Runs them; it stays the caller's.</param>
/// <param name="planner">Of the same vocabulary.</param>
public sealed class NeighbourRunner(ScenarioWorker worker, ScenarioPlanner planner)
{
    /// <summary>Runs one.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="seed">The seed of its world.</param>
    /// <returns>What went wrong and its words, null where nothing did; where it cannot be run, false and why.</returns>
    public (bool IsRunnable, Signature? Signature, string? Message) Run(Scenario scenario, ulong seed)
    {
        PlannedScenario planned = planner.Plan(scenario);
        if (!planned.IsRunnable)
        {
            return (false, null, planned.Errors.FirstOrDefault()?.ToString());
        }

        var watch = new ReferenceWatch(new Disturbed());
        ScenarioResult result = worker.Run(
            planned,
            new LabSettings
            {
                Backend = BackendTags.Simulated,
                Seed = seed,
                Folder = scenario.Feature.Folder,
                Witness = watch,
                Disturber = watch,
            }
        );
        if (Obstacle.Of(result) is { } obstacle)
        {
            return (false, null, $"{obstacle.Location}: {obstacle.Reason}");
        }

        var signature = Signature.Of(result, planned);
        return (true, signature, signature is null ? null : Signature.WordsOf(result));
    }

    private sealed class Disturbed : ISceneDisturber
    {
        public void BeforeStep(Scene scene)
        {
            ArgumentNullException.ThrowIfNull(scene);
            scene.IsDisturbed = true;
        }
    }
}

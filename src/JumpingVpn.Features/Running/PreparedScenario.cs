using JumpingVpn.Features.Planning;

namespace JumpingVpn.Features.Running;

/// <summary>
/// A scenario that is run many times, e.g. under many seeds: its steps, arguments and hooks are looked up once, and Reqnroll's engine does
/// not stand between. What comes of a run is what <see cref="ScenarioWorker.Run"/> gives.
/// </summary>
/// <remarks>
/// An argument is made once where nothing can change it and its transformation needs nothing from the scenario; else for each run. Where
/// plugins of Reqnroll are about, or somebody listens to its execution events, runs go through the engine all the same. One thread at a
/// time: that of the worker.
/// </remarks>
public sealed class PreparedScenario
{
    private readonly ScenarioWorker _worker;
    private readonly RepeatedPlan? _repeated;

    internal PreparedScenario(ScenarioWorker worker, PlannedScenario plan, RepeatedPlan? repeated)
    {
        _worker = worker;
        Plan = plan;
        _repeated = repeated;
    }

    /// <summary>The scenario and its plan.</summary>
    public PlannedScenario Plan { get; }

    /// <summary>Runs it once more, with the hooks around its feature where the worker was in another.</summary>
    /// <param name="contextInstances">Objects for this run, see <see cref="ScenarioWorker.Run"/>.</param>
    /// <returns>What became of it. Whatever a step throws is in the result.</returns>
    public ScenarioResult Run(params object[] contextInstances)
    {
        ArgumentNullException.ThrowIfNull(contextInstances);
        return _worker.RunPrepared(Plan, _repeated, contextInstances);
    }
}

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

    /// <summary>Runs it once more, and lets somebody judge what its steps throw. It does not go through the engine, whoever
    /// listens.</summary>
    /// <param name="judge">Called on the thread of the run.</param>
    /// <param name="contextInstances">Objects for this run, see <see cref="ScenarioWorker.Run"/>.</param>
    /// <returns>What became of it: a step that the judge excuses has passed, and so has what comes after one that ends the run.</returns>
    /// <exception cref="InvalidOperationException">The scenario cannot be prepared: it is ignored or not runnable, or the vocabulary has
    /// errors or plugins.</exception>
    public ScenarioResult Run(IStepJudge judge, params object[] contextInstances)
    {
        ArgumentNullException.ThrowIfNull(judge);
        ArgumentNullException.ThrowIfNull(contextInstances);
        return _worker.RunJudged(
            Plan,
            _repeated ?? throw new InvalidOperationException($"\"{Plan.Scenario.Name}\" cannot be prepared."),
            judge,
            contextInstances
        );
    }

    /// <summary>Whether it runs without the engine, so that a judge can be heard.</summary>
    public bool CanBeJudged => _repeated is not null;

    /// <summary>Runs it once more, with the hooks around its feature where the worker was in another.</summary>
    /// <param name="contextInstances">Objects for this run, see <see cref="ScenarioWorker.Run"/>.</param>
    /// <returns>What became of it. Whatever a step throws is in the result.</returns>
    public ScenarioResult Run(params object[] contextInstances)
    {
        ArgumentNullException.ThrowIfNull(contextInstances);
        return _worker.RunPrepared(Plan, _repeated, contextInstances);
    }
}

using System.Globalization;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Tags;
using JumpingVpn.Features.Vocabulary;
using Reqnroll;
using Reqnroll.BoDi;
using Reqnroll.Events;
using ReqnrollFeature = Reqnroll.FeatureInfo;

namespace JumpingVpn.Features.Running;

/// <summary>
/// Runs scenarios on Reqnroll, on the thread of the caller. The hooks around a feature are called when the worker comes to its first
/// scenario and leaves its last.
/// </summary>
public sealed class ScenarioWorker : IDisposable
{
    private readonly TestRun _run;
    private readonly StepVocabulary _vocabulary;
    private readonly ITestRunner _runner;
    private readonly OutputCapture _output;
    private readonly EngineDriver _engine;
    private readonly RepeatedDriver _repeated;
    private readonly HeardEvents _events;
    private Feature? _feature;
    private string? _brokenBy;
    private bool _disposed;

    internal ScenarioWorker(TestRun run, StepVocabulary vocabulary)
    {
        _run = run;
        _vocabulary = vocabulary;
        _runner = vocabulary.OpenRunner();
        _output = Container.Resolve<OutputCapture>();
        _engine = new EngineDriver(_runner);
        _repeated = new RepeatedDriver(_runner);
        _events = (HeardEvents)Container.Resolve<ITestThreadExecutionEventPublisher>();
    }

    private IObjectContainer Container => _runner.TestThreadContext.TestThreadContainer;

    /// <summary>Runs a scenario.</summary>
    /// <param name="scenario">The scenario, planned in the vocabulary of the run.</param>
    /// <param name="contextInstances">
    /// Objects for this scenario: steps and hooks get them by constructor, under their own type. The caller keeps owning them.
    /// </param>
    /// <returns>What became of it. Whatever a step throws is in the result.</returns>
    public ScenarioResult Run(PlannedScenario scenario, params object[] contextInstances)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(contextInstances);
        return RunOn(_engine, scenario, contextInstances);
    }

    /// <summary>Prepares a scenario to be run many times without the engine between.</summary>
    /// <param name="scenario">The scenario, planned in the vocabulary of the run.</param>
    /// <returns>The prepared scenario. It runs on this worker, in its turn with what else the worker runs.</returns>
    public PreparedScenario Prepare(PlannedScenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ObjectDisposedException.ThrowIf(_disposed, this);
        bool canBeRun = !scenario.Scenario.IsIgnored && scenario.IsRunnable && _vocabulary is { Problems.Count: 0, HasPlugins: false };
        return new PreparedScenario(this, scenario, canBeRun ? new RepeatedPlan(scenario, Container) : null);
    }

    internal ScenarioResult RunPrepared(PlannedScenario scenario, RepeatedPlan? plan, object[] contextInstances)
    {
        if (plan is null || _events.HasListeners)
        {
            return RunOn(_engine, scenario, contextInstances);
        }

        _repeated.Take(plan);
        return RunOn(_repeated, scenario, contextInstances);
    }

    internal ScenarioResult RunJudged(PlannedScenario scenario, RepeatedPlan plan, IStepJudge judge, object[] contextInstances)
    {
        _repeated.Take(plan);
        _repeated.Judge = judge;
        try
        {
            return RunOn(_repeated, scenario, contextInstances);
        }
        finally
        {
            _repeated.Judge = null;
        }
    }

    private ScenarioResult RunOn(IScenarioDriver driver, PlannedScenario scenario, object[] contextInstances)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (scenario.Scenario.IsIgnored)
        {
            return Unrun(scenario, ScenarioOutcome.Skipped, null);
        }

        if (_vocabulary.Problems.Count > 0)
        {
            return Unrun(scenario, ScenarioOutcome.Broken, $"the step vocabulary has errors:\n{string.Join('\n', _vocabulary.Problems)}");
        }

        if (!scenario.IsRunnable)
        {
            return Unrun(scenario, ScenarioOutcome.Broken, scenario.Steps.First(step => step.Problem is not null).Message);
        }

        Enter(scenario.Scenario.Feature);
        return _brokenBy is not null
            ? Unrun(scenario, ScenarioOutcome.Failed, _brokenBy)
            : new ScenarioExecution(driver, scenario, _output, _vocabulary.Source, _run.Clock).Run(contextInstances);
    }

    /// <summary>Ends the last feature: what its hooks throw is in <see cref="TestRun.Errors"/>.</summary>
    public void Dispose()
    {
        if (!_disposed)
        {
            Leave();
            _vocabulary.CloseRunner(_runner);
            _disposed = true;
        }
    }

    private static ScenarioResult Unrun(PlannedScenario scenario, ScenarioOutcome outcome, string? message) =>
        new()
        {
            Scenario = scenario.Scenario,
            Outcome = outcome,
            Steps =
            [
                .. scenario.Steps.Select(step => new StepResult(
                    step.Step,
                    outcome == ScenarioOutcome.Skipped ? StepStatus.Skipped : step.Problem ?? StepStatus.Skipped,
                    outcome == ScenarioOutcome.Skipped ? null : step.Message
                )),
            ],
            Message = message,
        };

    private void Enter(Feature feature)
    {
        if (ReferenceEquals(_feature, feature))
        {
            return;
        }

        Leave();
        _feature = feature;
        string[] tags = BareTags.Of(feature.Tags);
        string folder = System.IO.Path.GetDirectoryName(feature.Path) ?? string.Empty;
        var info = new ReqnrollFeature(
            CultureInfo.InvariantCulture,
            folder,
            feature.Name,
            feature.Description,
            ProgrammingLanguage.CSharp,
            tags,
            null
        );
        _brokenBy = _run.BrokenBy ?? TestRun.Try("BeforeFeature", () => Awaiting.Finish(_runner.OnFeatureStartAsync(info)));
    }

    private void Leave()
    {
        if (
            _feature is not null
            && _runner.FeatureContext is not null
            && TestRun.Try("AfterFeature", () => Awaiting.Finish(_runner.OnFeatureEndAsync())) is { } failure
        )
        {
            _run.Report(failure);
        }

        _feature = null;
    }
}

using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>
/// The scenarios of one feature that are run together: the feature hooks run once around them, and they share a
/// <see cref="FeatureContext"/>. One thread at a time.
/// </summary>
public sealed class FeatureRun : IDisposable
{
    private readonly StepVocabulary _vocabulary;
    private readonly FeatureContext _context;
    private readonly Feature _feature;
    private readonly TestRun _run;
    private readonly ObjectContainer _container = new();
    private readonly string? _brokenBy;
    private bool _disposed;

    internal FeatureRun(TestRun run, StepVocabulary vocabulary, Feature feature, string? brokenBy)
    {
        _run = run;
        _vocabulary = vocabulary;
        _feature = feature;
        _context = new FeatureContext(new FeatureInfo(feature));
        _container.Register(_context);
        _brokenBy = brokenBy ?? RunHooks(HookKind.BeforeFeature);
    }

    /// <summary>Runs a scenario of the feature.</summary>
    /// <param name="scenario">The scenario, looked up in the vocabulary of the run.</param>
    /// <param name="contextInstances">
    /// Objects for this scenario. Steps and hooks get them by constructor or, for hooks, as parameters, by their own type or by an
    /// interface; <see cref="ScenarioContext"/> has them too, under their own type. The caller keeps owning them.
    /// </param>
    /// <returns>What became of it. Whatever a step throws is in the result.</returns>
    public ScenarioResult Run(BoundScenario scenario, params object[] contextInstances)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(contextInstances);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (scenario.Scenario.IsIgnored)
        {
            return Unrun(scenario, ScenarioOutcome.Skipped, null);
        }

        if (_vocabulary.Problems.Count > 0)
        {
            return Unrun(scenario, ScenarioOutcome.Failed, $"the step vocabulary has mistakes:\n{string.Join('\n', _vocabulary.Problems)}");
        }

        if (!scenario.IsRunnable)
        {
            return Unrun(scenario, OutcomeOf(scenario.Steps), scenario.Steps.First(step => step.Problem is not null).Message);
        }

        return _brokenBy is not null
            ? Unrun(scenario, ScenarioOutcome.Failed, _brokenBy)
            : new ScenarioExecution(scenario, _context, contextInstances).Run();
    }

    /// <summary>Runs the hooks after the feature; what they throw is in <see cref="TestRun.Errors"/>.</summary>
    public void Dispose()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (RunHooks(HookKind.AfterFeature) is { } failure)
        {
            _run.Report(failure);
        }

        foreach (var (type, error) in _container.DisposeAll())
        {
            _run.Report($"disposing of {type.Name} failed: {error.Message}");
        }
    }

    private static ScenarioOutcome OutcomeOf(IReadOnlyList<BoundStep> steps)
    {
        var problems = steps.Select(step => step.Problem).OfType<StepStatus>().ToList();
        return problems.Contains(StepStatus.Undefined) ? ScenarioOutcome.Undefined
            : problems.Contains(StepStatus.Ambiguous) ? ScenarioOutcome.Ambiguous
            : ScenarioOutcome.Failed;
    }

    private static ScenarioResult Unrun(BoundScenario scenario, ScenarioOutcome outcome, string? message) => new()
    {
        Scenario = scenario.Scenario,
        Outcome = outcome,
        Steps = [.. scenario.Steps.Select(step => new StepResult(
            step.Step,
            outcome == ScenarioOutcome.Skipped ? StepStatus.Skipped : step.Problem ?? StepStatus.Skipped,
            outcome == ScenarioOutcome.Skipped ? null : step.Message))],
        Message = message,
    };

    private string? RunHooks(HookKind kind)
    {
        foreach (var hook in _vocabulary.Hooks.Where(hook => hook.Kind == kind && hook.Scope.Fit(_feature) >= 0))
        {
            try
            {
                _container.Call(hook.Call);
            }
            catch (Exception exception)
            {
                return $"the [{kind}] hook {hook.Call.Name} failed: {exception.Message}";
            }
        }

        return null;
    }
}

using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Planning;
using Reqnroll;

namespace JumpingVpn.Features.Running;

/// <summary>One run of one scenario, and what became of it.</summary>
/// <param name="driver">Runs it.</param>
/// <param name="planned">The scenario.</param>
/// <param name="output">What steps write.</param>
/// <param name="source">Tells whose fault an exception is.</param>
/// <param name="clock">What steps are timed with; null if they are not.</param>
internal sealed class ScenarioExecution(
    IScenarioDriver driver,
    PlannedScenario planned,
    OutputCapture output,
    BindingSource source,
    TimeProvider? clock
)
{
    private const string Before = "a [BeforeScenario] hook failed";

    private readonly Scenario _scenario = planned.Scenario;
    private readonly List<StepResult> _results = new(planned.Steps.Count);
    private List<string>? _hookErrors;
    private string? _message;
    private Exception? _error;
    private bool _skippedAtItsEnd;
    private bool _broken;

    public ScenarioResult Run(IReadOnlyList<object> contextInstances)
    {
        output.Take();
        ScenarioContext context = driver.Begin(planned);
        foreach (object instance in contextInstances)
        {
            context.ScenarioContainer.RegisterInstanceAs(instance, instance.GetType());
        }

        Guard(driver.Start, static _ => Before, context);
        BlameHookBefore(context);
        RunSteps(context);
        ScenarioExecutionStatus statusOfSteps = context.ScenarioExecutionStatus;
        if (statusOfSteps == ScenarioExecutionStatus.OK)
        {
            // It closes the last block; after a failure it would only throw that once more.
            Guard(driver.EndBlock, static _ => "a [AfterScenarioBlock] hook failed", context);
        }

        // A hook that throws leaves its mark in the context; an object that throws while it is disposed of does not.
        Guard(
            driver.End,
            static context =>
                context.TestError is null ? "disposing of what the steps used failed" : "at the end of the scenario ([AfterScenario])",
            context
        );
        (IReadOnlyList<string>? lines, IReadOnlyList<string>? attachments) = output.Take();
        return new ScenarioResult
        {
            Scenario = _scenario,
            Outcome = OutcomeOf(statusOfSteps),
            Steps = _results,
            Message = _message,
            Error = _error,
            HookErrors = _hookErrors ?? (IReadOnlyList<string>)[],
            Output = lines,
            Attachments = attachments,
        };
    }

    // Broken beats failed: what a broken scenario brings about says nothing about what it tests.
    private ScenarioOutcome OutcomeOf(ScenarioExecutionStatus status) =>
        (_hookErrors?.Count ?? 0, status) switch
        {
            _ when _broken || StatusOf(status) is StepStatus.Broken or StepStatus.Pending or StepStatus.Undefined => ScenarioOutcome.Broken,
            (> 0, _) => ScenarioOutcome.Failed,
            (_, ScenarioExecutionStatus.OK) => _skippedAtItsEnd ? ScenarioOutcome.Skipped : ScenarioOutcome.Passed,
            (_, ScenarioExecutionStatus.Skipped) => ScenarioOutcome.Skipped,
            _ => ScenarioOutcome.Failed,
        };

    private void RunSteps(ScenarioContext context)
    {
        for (int i = 0; i < planned.Steps.Count; i++)
        {
            PlannedStep step = planned.Steps[i];
            if (context.ScenarioExecutionStatus != ScenarioExecutionStatus.OK)
            {
                _results.Add(new StepResult(step.Step, StepStatus.Skipped));
                continue;
            }

            long startedAt = clock?.GetTimestamp() ?? 0;
            try
            {
                driver.Step(i);
            }
            catch (Exception exception)
            {
                // A step that fails does not throw out of Reqnroll: this comes from a hook around it.
                _error ??= exception;
            }

            TimeSpan elapsed = clock?.GetElapsedTime(startedAt) ?? TimeSpan.Zero;
            _error ??= context.TestError;
            StepStatus status = StatusOf(context.ScenarioExecutionStatus);
            _message ??=
                status == StepStatus.Passed ? null
                : _error is null ? "the step did not pass, and did not say why"
                : ThrownWords.Of(_error);
            string? message = status == StepStatus.Passed ? null : _message;
            _results.Add(new StepResult(step.Step, status, message, _error) { Elapsed = elapsed });
        }
    }

    private static StepStatus StatusOf(ScenarioExecutionStatus status) =>
        status switch
        {
            ScenarioExecutionStatus.OK => StepStatus.Passed,
            ScenarioExecutionStatus.StepDefinitionPending => StepStatus.Pending,
            ScenarioExecutionStatus.UndefinedStep => StepStatus.Undefined,
            ScenarioExecutionStatus.BindingError => StepStatus.Broken,
            ScenarioExecutionStatus.Skipped => StepStatus.Skipped,
            _ => StepStatus.Failed,
        };

    /// <summary>Reqnroll keeps the failure of a hook before the scenario to itself until the steps are over.</summary>
    private void BlameHookBefore(ScenarioContext context)
    {
        if (context.TestError is { } error && _error is null)
        {
            Blame(Before, error, isFailure: context.ScenarioExecutionStatus == ScenarioExecutionStatus.TestError);
        }
    }

    private void Guard(Action call, Func<ScenarioContext, string> where, ScenarioContext context)
    {
        try
        {
            call();
        }
        catch (ScenarioSkippedException exception)
        {
            _skippedAtItsEnd = true;
            _message ??= exception.Message;
        }
        catch (Exception exception)
        {
            _broken |= source.Blames(exception);
            Blame(where(context), exception, isFailure: !_broken);
        }
    }

    private void Blame(string where, Exception exception, bool isFailure = true)
    {
        string message = isFailure ? $"{where}: {ThrownWords.Of(exception)}" : ThrownWords.Of(exception);
        if (isFailure)
        {
            (_hookErrors ??= []).Add(message);
        }

        _message ??= message;
        _error ??= exception;
    }
}

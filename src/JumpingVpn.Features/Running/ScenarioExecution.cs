using System.Collections.Specialized;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Planning;
using Reqnroll;
using Reqnroll.Infrastructure;
using ScenarioInfo = Reqnroll.ScenarioInfo;

namespace JumpingVpn.Features.Running;

/// <summary>One run of one scenario on one of Reqnroll's runners.</summary>
internal sealed class ScenarioExecution(ITestRunner runner, PlannedScenario planned)
{
    private const string Before = "a [BeforeScenario] hook";

    private readonly Scenario _scenario = planned.Scenario;
    private readonly List<StepResult> _results = [];
    private readonly List<string> _hookErrors = [];
    private string? _message;
    private Exception? _error;
    private bool _skippedAtItsEnd;
    private bool _broken;

    public ScenarioResult Run(IReadOnlyList<object> contextInstances)
    {
        var thread = runner.TestThreadContext.TestThreadContainer;
        var output = thread.Resolve<OutputCapture>();
        output.Take();
        runner.OnScenarioInitialize(InfoOf(_scenario), RuleOf(_scenario));
        var context = runner.ScenarioContext;
        foreach (var instance in contextInstances)
        {
            context.ScenarioContainer.RegisterInstanceAs(instance, instance.GetType());
        }

        Guard(runner.OnScenarioStartAsync, () => Before);
        BlameHookBefore(context);
        RunSteps(context, (PlannedMatches)thread.Resolve<IStepDefinitionMatchService>());
        var statusOfSteps = context.ScenarioExecutionStatus;
        if (statusOfSteps == ScenarioExecutionStatus.OK)
        {
            // It closes the last block; after a failure it would only throw that once more.
            Guard(runner.CollectScenarioErrorsAsync, () => "a [AfterScenarioBlock] hook");
        }

        // A hook that throws leaves its mark in the context; an object that throws while it is disposed of does not.
        Guard(runner.OnScenarioEndAsync, () => context.TestError is null ? "disposing of what the steps used" : "a [AfterScenario] hook");
        var (lines, attachments) = output.Take();
        return new ScenarioResult
        {
            Scenario = _scenario,
            Outcome = OutcomeOf(statusOfSteps),
            Steps = _results,
            Message = _message,
            Error = _error,
            HookErrors = _hookErrors,
            Output = lines,
            Attachments = attachments,
        };
    }

    // Broken beats failed: what a broken scenario brings about says nothing about what it tests.
    private ScenarioOutcome OutcomeOf(ScenarioExecutionStatus status) =>
        (_hookErrors.Count, status) switch
        {
            _ when _broken || StatusOf(status) is StepStatus.Broken or StepStatus.Pending or StepStatus.Undefined => ScenarioOutcome.Broken,
            (> 0, _) => ScenarioOutcome.Failed,
            (_, ScenarioExecutionStatus.OK) => _skippedAtItsEnd ? ScenarioOutcome.Skipped : ScenarioOutcome.Passed,
            (_, ScenarioExecutionStatus.Skipped) => ScenarioOutcome.Skipped,
            _ => ScenarioOutcome.Failed,
        };

    private static ScenarioInfo InfoOf(Scenario scenario)
    {
        var arguments = new OrderedDictionary();
        foreach (var (column, cell) in scenario.Arguments)
        {
            arguments[column] = cell;
        }

        return new ScenarioInfo(scenario.Name, scenario.Description, Names(scenario.OwnTags), arguments, Names(scenario.InheritedTags));
    }

    private static RuleInfo? RuleOf(Scenario scenario) => scenario.Rule is null ? null : new RuleInfo(scenario.Rule, string.Empty, []);

    private static string[] Names(IReadOnlyList<string> tags) => [.. tags.Select(static tag => tag.TrimStart('@'))];

    private void RunSteps(ScenarioContext context, PlannedMatches matches)
    {
        foreach (var step in planned.Steps)
        {
            if (context.ScenarioExecutionStatus != ScenarioExecutionStatus.OK)
            {
                _results.Add(new StepResult(step.Step, StepStatus.Skipped));
                continue;
            }

            matches.Next = step.Match;
            try
            {
                Awaiting.Finish(Call(step.Step));
            }
            catch (Exception exception)
            {
                // A step that fails does not throw out of Reqnroll: this comes from a hook around it.
                _error ??= exception;
            }

            matches.Next = null;
            _error ??= context.TestError;
            var status = StatusOf(context.ScenarioExecutionStatus);
            _message ??=
                status == StepStatus.Passed ? null
                : _error is null ? "the step ended without a word"
                : ThrownWords.Of(_error);
            _results.Add(new StepResult(step.Step, status, status == StepStatus.Passed ? null : _message, _error));
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

    private Task Call(ScenarioStep step)
    {
        var table = step.Table?.ToDataTable();
        return step.Kind switch
        {
            StepKind.Given => runner.GivenAsync(step.Text, step.DocString, table, step.Keyword + " "),
            StepKind.When => runner.WhenAsync(step.Text, step.DocString, table, step.Keyword + " "),
            _ => runner.ThenAsync(step.Text, step.DocString, table, step.Keyword + " "),
        };
    }

    /// <summary>Reqnroll keeps the failure of a hook before the scenario to itself until the steps are over.</summary>
    private void BlameHookBefore(ScenarioContext context)
    {
        if (context.TestError is { } error && _error is null)
        {
            Blame(Before, error, isFailure: context.ScenarioExecutionStatus == ScenarioExecutionStatus.TestError);
        }
    }

    private void Guard(Func<Task> call, Func<string> who)
    {
        try
        {
            Awaiting.Finish(call());
        }
        catch (ScenarioSkippedException exception)
        {
            _skippedAtItsEnd = true;
            _message ??= exception.Message;
        }
        catch (Exception exception)
        {
            _broken |= runner.TestThreadContext.TestThreadContainer.Resolve<BindingSource>().Blames(exception);
            Blame(who(), exception, isFailure: !_broken);
        }
    }

    private void Blame(string who, Exception exception, bool isFailure = true)
    {
        var message = isFailure ? $"{who} failed: {ThrownWords.Of(exception)}" : ThrownWords.Of(exception);
        if (isFailure)
        {
            _hookErrors.Add(message);
        }

        _message ??= message;
        _error ??= exception;
    }
}

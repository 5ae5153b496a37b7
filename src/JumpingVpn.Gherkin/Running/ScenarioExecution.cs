using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Vocabulary;

namespace JumpingVpn.Gherkin.Running;

/// <summary>One run of one scenario.</summary>
internal sealed class ScenarioExecution
{
    private readonly BoundScenario _bound;
    private readonly ObjectContainer _container = new();
    private readonly ScenarioOutput _output = new();
    private readonly ScenarioContext _context;
    private readonly ArgumentConverter _converter;
    private readonly List<StepResult> _results = [];
    private readonly List<string> _hookErrors = [];
    private string? _message;

    public ScenarioExecution(BoundScenario bound, FeatureContext featureContext, IReadOnlyList<object> contextInstances)
    {
        _bound = bound;
        _converter = new ArgumentConverter(bound.Vocabulary);
        _context = new ScenarioContext(new ScenarioInfo(bound.Scenario));
        _container.Register(_context);
        _container.Register(featureContext);
        _container.Register(typeof(IReqnrollOutputHelper), _output);
        foreach (var instance in contextInstances)
        {
            _container.Register(instance);
            _context[ContextDictionary.KeyOf(instance.GetType())] = instance;
        }
    }

    public ScenarioResult Run()
    {
        var ready = RunHooks(HookKind.BeforeScenario);
        foreach (var step in _bound.Steps)
        {
            ready = ready && EnterBlock(step.Step.Kind);
            var result = ready ? RunStep(step) : new StepResult(step.Step, StepStatus.Skipped);
            ready = ready && result.Status == StepStatus.Passed;
            _results.Add(result);
        }

        LeaveBlock();
        RunHooks(HookKind.AfterScenario);
        foreach (var (type, error) in _container.DisposeAll())
        {
            Blame(error, $"disposing of {type.Name} failed: {error.Message}");
        }

        return new ScenarioResult
        {
            Scenario = _bound.Scenario,
            Outcome = Outcome(),
            Steps = _results,
            Message = _message,
            Error = _context.TestError,
            HookErrors = _hookErrors,
            Output = _output.Lines,
            Attachments = _output.Attachments,
        };
    }

    private ScenarioOutcome Outcome() => (_hookErrors.Count, _results.Find(result => result.Status == StepStatus.Pending)) switch
    {
        (0, not null) => ScenarioOutcome.Pending,
        _ => _message is null ? ScenarioOutcome.Passed : ScenarioOutcome.Failed,
    };

    private bool EnterBlock(StepKind kind)
    {
        var block = kind switch
        {
            StepKind.Given => ScenarioBlock.Given,
            StepKind.When => ScenarioBlock.When,
            _ => ScenarioBlock.Then,
        };
        if (block == _context.CurrentScenarioBlock)
        {
            return true;
        }

        if (!LeaveBlock())
        {
            return false;
        }

        _context.CurrentScenarioBlock = block;
        return RunHooks(HookKind.BeforeScenarioBlock);
    }

    private bool LeaveBlock()
    {
        var left = _context.CurrentScenarioBlock == ScenarioBlock.None || RunHooks(HookKind.AfterScenarioBlock);
        _context.CurrentScenarioBlock = ScenarioBlock.None;
        return left;
    }

    private StepResult RunStep(BoundStep step)
    {
        DataTable? table = step.Arguments is [.., DataTable last] ? last : null;
        _context.StepContext = new ScenarioStepContext(new StepInfo(step.Step.Text, table, step.Step.DocString));
        var result = RunHooks(HookKind.BeforeStep) ? CallStep(step) : FailedByHook(step);
        if (!RunHooks(HookKind.AfterStep) && result.Status == StepStatus.Passed)
        {
            result = FailedByHook(step);
        }

        _context.StepContext = null;
        return result;
    }

    private StepResult FailedByHook(BoundStep step) => new(step.Step, StepStatus.Failed, _message, _context.TestError);

    private StepResult CallStep(BoundStep step)
    {
        var call = step.Binding!.Call;
        try
        {
            var arguments = new object?[step.Arguments.Count];
            for (var i = 0; i < arguments.Length; i++)
            {
                arguments[i] = _converter.Convert(Fresh(step, i), call.ParameterTypes[i], _container);
            }

            call.Invoke(_container.TargetOf(call), arguments);
            return new StepResult(step.Step, StepStatus.Passed);
        }
        catch (Exception exception)
        {
            var status = exception is PendingStepException ? StepStatus.Pending : StepStatus.Failed;
            _message ??= exception.Message;
            _context.TestError ??= exception;
            return new StepResult(step.Step, status, exception.Message, exception);
        }
    }

    // A step may change the table that it gets, and the scenario may be run again.
    private static object Fresh(BoundStep step, int index) =>
        step.Arguments[index] is DataTable ? step.Step.Table!.ToDataTable() : step.Arguments[index];

    /// <summary>Runs the hooks of a kind; the first that throws stops the others.</summary>
    private bool RunHooks(HookKind kind)
    {
        foreach (var hook in _bound.Vocabulary.Hooks.Where(hook => hook.Kind == kind && hook.Scope.Fit(_bound.Scenario) >= 0))
        {
            try
            {
                _container.Call(hook.Call);
            }
            catch (Exception exception)
            {
                Blame(exception, $"the [{kind}] hook {hook.Call.Name} failed: {exception.Message}");
                return false;
            }
        }

        return true;
    }

    private void Blame(Exception exception, string message)
    {
        _hookErrors.Add(message);
        _message ??= message;
        _context.TestError ??= exception;
    }
}

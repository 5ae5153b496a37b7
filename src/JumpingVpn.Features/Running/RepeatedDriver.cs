using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Engine;
using JumpingVpn.Features.Planning;
using Reqnroll;
using Reqnroll.Bindings;
using Reqnroll.Bindings.Reflection;
using Reqnroll.BoDi;
using Reqnroll.ErrorHandling;
using Reqnroll.Infrastructure;
using Reqnroll.Tracing;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Features.Running;

/// <summary>
/// Scenarios on Reqnroll's contexts and bindings, without its engine between: what the engine looks up and converts for every step is
/// looked up once (<see cref="RepeatedPlan"/>). What it does with blocks, hooks and exceptions is done here in its order.
/// </summary>
internal sealed class RepeatedDriver : IScenarioDriver
{
    private readonly IContextManager _contexts;
    private readonly IAsyncBindingInvoker _invoker;
    private readonly IStepArgumentTypeConverter _converter;
    private readonly ITestTracer _tracer;
    private readonly IUnitTestRuntimeProvider _outcomes;
    private readonly Dictionary<Type, Recipe?> _recipes = [];
    private readonly Func<object, IBindingType, object?> _convert;
    private FeatureObjects? _feature;
    private RepeatedPlan? _plan;
    private ExecutionContext? _outside;

    // Takes what a step posts that has not waited for it: such work is never done, as on the engine.
    private StepContinuations _unheard = new();
    private bool _hasEnded;

    public RepeatedDriver(ITestRunner runner)
    {
        IObjectContainer container = runner.TestThreadContext.TestThreadContainer;
        _contexts = container.Resolve<IContextManager>();
        _invoker = container.Resolve<IAsyncBindingInvoker>();
        _converter = container.Resolve<IStepArgumentTypeConverter>();
        _tracer = container.Resolve<ITestTracer>();
        _outcomes = container.Resolve<IUnitTestRuntimeProvider>();
        _convert = Convert;
    }

    /// <summary>Judges what steps throw; null if each of them fails its scenario.</summary>
    public IStepJudge? Judge { get; set; }

    private ScenarioContext Context => _contexts.ScenarioContext;

    /// <summary>Says what is run next.</summary>
    public void Take(RepeatedPlan plan) => _plan = plan;

    public ScenarioContext Begin(PlannedScenario planned)
    {
        _outside = ExecutionContext.Capture();
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // of each step; where it is set already, steps need not set it
        _hasEnded = false;
        _unheard = new StepContinuations();
        IObjectContainer outer = _contexts.FeatureContext.FeatureContainer;
        if (!ReferenceEquals(_feature?.Container, outer))
        {
            _feature = new FeatureObjects(outer, _recipes);
        }

        Scenario scenario = _plan!.Scenario;
        _contexts.InitializeScenarioContext(
            new RepeatedScenarioInfo(
                _feature,
                scenario.Name,
                scenario.Description,
                [.. _plan.Tags],
                EngineDriver.ArgumentsOf(scenario),
                _plan.InheritedTags
            ),
            EngineDriver.RuleOf(scenario)
        );
        return Context;
    }

    public void Start()
    {
        try
        {
            Fire(HookType.BeforeScenario);
        }
        catch (Exception)
        {
            // It is in the context.
        }
    }

    public void Step(int index)
    {
        if (_hasEnded)
        {
            return;
        }

        RepeatedStep step = _plan!.Steps[index];
        StepInfo info = step.Describe();
        StepInstance instance = info.StepInstance;
        info.StepInstance = null;
        _contexts.InitializeStepContext(info);
        try
        {
            SwitchTo(step.Block);
            info.StepInstance = instance;
            Execute(step, info, index);
        }
        finally
        {
            _contexts.CleanupStepContext();
        }
    }

    public void EndBlock() => SwitchTo(ScenarioBlock.None);

    public void End()
    {
        try
        {
            if (Context is not { ScenarioExecutionStatus: ScenarioExecutionStatus.Skipped, TestError: null })
            {
                Fire(HookType.AfterScenario);
            }
        }
        finally
        {
            _contexts.CleanupScenarioContext();
            ExecutionContext.Restore(_outside!);
        }
    }

    private void SwitchTo(ScenarioBlock block)
    {
        if (Context.CurrentScenarioBlock == block)
        {
            return;
        }

        if (Context.CurrentScenarioBlock != ScenarioBlock.None && Context.ScenarioExecutionStatus == ScenarioExecutionStatus.OK)
        {
            Fire(HookType.AfterScenarioBlock);
        }

        ContextState.SetBlock(Context, block);
        if (block != ScenarioBlock.None && Context.ScenarioExecutionStatus == ScenarioExecutionStatus.OK)
        {
            Fire(HookType.BeforeScenarioBlock);
        }
    }

    private void Execute(RepeatedStep step, StepInfo info, int index)
    {
        ScenarioExecutionStatus status = ScenarioExecutionStatus.OK;
        Exception? error = null;
        bool hasBegun = false;
        bool isCalled = false;
        try
        {
            info.BindingMatch = step.MatchOf(info);
            object?[] arguments = step.ArgumentsOf(info, _convert);
            hasBegun = true;
            Fire(HookType.BeforeStep);
            isCalled = true;
            Invoke(step.Call, arguments);
        }
        catch (Exception exception) when (!IsExcused(index, exception))
        {
            (status, error) = StatusAndError(exception);
        }
        catch (Exception)
        {
            // The judge has excused it.
        }

        if (status == ScenarioExecutionStatus.Skipped && !isCalled)
        {
            (status, error) = TellSkipped(status, error);
        }

        if (status != ScenarioExecutionStatus.OK)
        {
            Fail(status, error);
        }

        if (hasBegun)
        {
            Fire(HookType.AfterStep);
        }
    }

    private (ScenarioExecutionStatus Status, Exception? Error) TellSkipped(ScenarioExecutionStatus status, Exception? error)
    {
        try
        {
            foreach (ISkippedStepHandler handler in Context.ScenarioContainer.ResolveAll<ISkippedStepHandler>().ToArray())
            {
                handler.Handle(Context);
            }

            return (status, error);
        }
        catch (Exception exception)
        {
            return StatusAndError(exception);
        }
    }

    private void Fail(ScenarioExecutionStatus status, Exception? error)
    {
        _contexts.StepContext.Status = status;
        _contexts.StepContext.StepError = error;
        ScenarioExecutionStatus now = Context.ScenarioExecutionStatus;
        if (status == ScenarioExecutionStatus.Skipped ? now == ScenarioExecutionStatus.OK : now < status)
        {
            ContextState.SetStatus(Context, status);
            if (error is not null)
            {
                ContextState.SetError(Context, error);
            }
        }
    }

    private bool IsExcused(int index, Exception exception)
    {
        StepVerdict verdict = Judge?.Judge(index, exception) ?? StepVerdict.Fails;
        _hasEnded |= verdict == StepVerdict.Ends;
        return verdict != StepVerdict.Fails;
    }

    private (ScenarioExecutionStatus Status, Exception? Error) StatusAndError(Exception exception) =>
        exception switch
        {
            MissingStepDefinitionException => (ScenarioExecutionStatus.UndefinedStep, null),
            PendingStepException => (ScenarioExecutionStatus.StepDefinitionPending, exception),
            BindingException => (ScenarioExecutionStatus.BindingError, exception),
            _ => (StatusOf(exception), exception),
        };

    private ScenarioExecutionStatus StatusOf(Exception exception) =>
        exception is PendingScenarioException
            ? ScenarioExecutionStatus.StepDefinitionPending
            : _outcomes.DetectExecutionStatus(exception) ?? ScenarioExecutionStatus.TestError;

    /// <summary>Calls the hooks of a kind, up to the first that throws.</summary>
    private void Fire(HookType type)
    {
        try
        {
            foreach (BindingCall hook in _plan!.HooksOf(type))
            {
                Invoke(
                    hook,
                    hook.Parameters.Length == 0
                        ? []
                        : Array.ConvertAll(hook.Parameters, ofType => Context.ScenarioContainer.Resolve(ofType))
                );
            }
        }
        catch (Exception exception)
        {
            if (Context.TestError is null)
            {
                ContextState.SetError(Context, exception);
            }

            ContextState.SetStatus(Context, StatusOf(exception));
            throw;
        }
    }

    private object? Convert(object value, IBindingType type) =>
        InOneContext(() => _converter.ConvertAsync(value, type, CultureInfo.InvariantCulture));

    private void Invoke(BindingCall call, object?[] arguments)
    {
        if (call.IsAsynchronous)
        {
            InvokeAsynchronous(call, arguments);
            return;
        }

        SynchronizationContext? outer = SynchronizationContext.Current;
        CultureInfo culture = CultureInfo.CurrentCulture;
        SynchronizationContext.SetSynchronizationContext(_unheard);
        try
        {
            if (!ReferenceEquals(culture, CultureInfo.InvariantCulture))
            {
                CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            }

            call.Invoke(call.Method.IsStatic ? null : Context.GetBindingInstance(call.Method.ReflectedType), arguments);
        }
        catch (Exception exception) when (exception is TargetInvocationException or TypeInitializationException)
        {
            ExceptionDispatchInfo.Throw(StepInvoker.Innermost(exception));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
            if (!ReferenceEquals(CultureInfo.CurrentCulture, culture))
            {
                CultureInfo.CurrentCulture = culture;
            }
        }
    }

    private void InvokeAsynchronous(BindingCall call, object?[] arguments) =>
        InOneContext(() => _invoker.InvokeBindingAsync(call.Binding, _contexts, arguments, _tracer, new DurationHolder()));

    /// <summary>Lets Reqnroll's invoker work in the execution context that the steps before have left, and takes over its own.</summary>
    private object? InOneContext(Func<Task<object>> work)
    {
        ExecutionContextHolder holder = Context.ScenarioContainer.Resolve<ExecutionContextHolder>();
        holder.Value = ExecutionContext.Capture();
        try
        {
            Task<object> task = work();
            Awaiting.Finish(task);
            return task.Result;
        }
        finally
        {
            if (holder.Value is { } left)
            {
                ExecutionContext.Restore(left);
            }
        }
    }
}

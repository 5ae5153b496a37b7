using System.Reflection;
using System.Runtime.ExceptionServices;
using Reqnroll.Bindings;
using Reqnroll.Configuration;
using Reqnroll.EnvironmentAccess;
using Reqnroll.ErrorHandling;
using Reqnroll.Infrastructure;
using Reqnroll.Tracing;

namespace JumpingVpn.Features.Engine;

/// <summary>
/// Calls steps, hooks and transformations, and finishes them on the calling thread before it returns: virtual time must not move under a
/// step that is still at work. An exception of the method comes out as it was thrown.
/// </summary>
internal sealed class StepInvoker(
    ReqnrollConfiguration configuration,
    IErrorProvider errors,
    IBindingDelegateInvoker invoker,
    IEnvironmentOptions environment
) : BindingInvoker(configuration, errors, invoker, environment)
{
    public override Task<object?> InvokeBindingAsync(
        IBinding binding,
        IContextManager contextManager,
        object?[]? arguments,
        ITestTracer testTracer,
        DurationHolder durationHolder
    )
    {
        EnsureReflectionInfo(binding, out MethodInfo? method, out Delegate? action);
        object?[] call = [contextManager, .. arguments ?? []];
        ExecutionContextHolder? context = contextManager.ScenarioContext?.ScenarioContainer.Resolve<ExecutionContextHolder>();
        using (CreateCultureInfoScope(contextManager))
        {
            try
            {
                return Task.FromResult(
                    Awaiting.Complete(
                        () => bindingDelegateInvoker.InvokeDelegateAsync(action, call, context),
                        $"{method.DeclaringType!.Name}.{method.Name}"
                    )
                );
            }
            catch (TargetInvocationException exception) when (exception.InnerException is { } thrown)
            {
                ExceptionDispatchInfo.Throw(Innermost(thrown));
                throw;
            }
        }
    }

    /// <summary>What was thrown: a constructor and a static initialiser hide it behind exceptions of the runtime.</summary>
    public static Exception Innermost(Exception thrown) =>
        thrown is TargetInvocationException or TypeInitializationException && thrown.InnerException is { } inner
            ? Innermost(inner)
            : thrown;
}

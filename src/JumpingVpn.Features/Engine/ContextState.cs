using System.Runtime.CompilerServices;
using Reqnroll;

namespace JumpingVpn.Features.Engine;

/// <summary>What only Reqnroll's engine may write into its contexts; hooks and steps read it there. The package is pinned.</summary>
internal static class ContextState
{
    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_TestError")]
    public static extern void SetError(ReqnrollContext context, Exception? error);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_ScenarioExecutionStatus")]
    public static extern void SetStatus(ScenarioContext context, ScenarioExecutionStatus status);

    [UnsafeAccessor(UnsafeAccessorKind.Method, Name = "set_CurrentScenarioBlock")]
    public static extern void SetBlock(ScenarioContext context, ScenarioBlock block);
}

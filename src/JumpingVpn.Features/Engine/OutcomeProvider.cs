using Reqnroll;
using Reqnroll.ErrorHandling;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Features.Engine;

/// <summary>Tells Reqnroll which exceptions skip a scenario, and which say that it is broken.</summary>
internal sealed class OutcomeProvider(Func<Exception, bool> isBroken) : IUnitTestRuntimeProvider
{
    public void TestPending(string message) => throw new PendingScenarioException(message);

    public void TestInconclusive(string message) => throw new ScenarioSkippedException(message);

    public void TestIgnore(string message) => throw new ScenarioSkippedException(message);

    public ScenarioExecutionStatus? DetectExecutionStatus(Exception exception) =>
        exception switch
        {
            ScenarioSkippedException => ScenarioExecutionStatus.Skipped,
            BrokenScenarioException => ScenarioExecutionStatus.BindingError,
            _ when isBroken(exception) => ScenarioExecutionStatus.BindingError,
            _ => null,
        };
}

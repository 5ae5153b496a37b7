using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps that end in every way.</summary>
[Binding]
public sealed class AllStatusesSteps(IUnitTestRuntimeProvider runtime)
{
    [Given("^a step$")]
    public void Step() { }

    [Given("^a failing step$")]
    public void Fail() => throw new InvalidOperationException("it fails");

    [Given("^a pending step$")]
    public void Pend() => throw new PendingStepException();

    [Given("^a skipped step$")]
    public void Skip() => runtime.TestIgnore("not today");

    [Given("^an ambiguous (.*?)$")]
    public void MatchFront(string rest) => ArgumentNullException.ThrowIfNull(rest);

    [Given("^(.*?) ambiguous step$")]
    public void MatchBack(string start) => ArgumentNullException.ThrowIfNull(start);
}

using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps and hooks that skip.</summary>
[Binding]
public sealed class HooksSkippedSteps(IUnitTestRuntimeProvider runtime)
{
    [BeforeScenario]
    public void BeginFirst() { }

    [BeforeScenario("skip-before")]
    public void SkipBefore() => runtime.TestIgnore("not today");

    [BeforeScenario]
    public void BeginLast() { }

    [Given("a normal step")]
    public void Pass() { }

    [Given("a step that skips")]
    public void Skip() => runtime.TestIgnore("not today");

    [AfterScenario]
    public void EndFirst() { }

    [AfterScenario("skip-after")]
    public void SkipAfter() => runtime.TestIgnore("not today");

    [AfterScenario]
    public void EndLast() { }
}

using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A step that skips and a hook that fails after it.</summary>
[Binding]
public sealed class SkippedFailingHookSteps(IUnitTestRuntimeProvider runtime)
{
    [Given("a step that skips")]
    public void Skip() => runtime.TestIgnore("not today");

    [AfterScenario]
    public void End() => throw new InvalidOperationException("it fails");
}

using Reqnroll;
using Reqnroll.UnitTestProvider;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps that skip their scenario.</summary>
[Binding]
public sealed class SkippedSteps(IUnitTestRuntimeProvider runtime)
{
    [Given("a step that does not skip")]
    [Given("a step that is skipped")]
    public void Pass() { }

    [Given("I skip a step")]
    public void Skip() => runtime.TestIgnore("not today");
}

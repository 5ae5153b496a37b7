using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks for scenarios with a tag.</summary>
[Binding]
public sealed class HooksConditionalSteps
{
    [BeforeScenario("passing-hook")]
    public void Begin() { }

    [BeforeScenario("fail-before")]
    public void FailBefore() => throw new InvalidOperationException("it fails");

    [When("a step passes")]
    public void Pass() { }

    [AfterScenario("fail-after")]
    public void FailAfter() => throw new InvalidOperationException("it fails");

    [AfterScenario("passing-hook")]
    public void End() { }
}

using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A step that is used and one that is not.</summary>
[Binding]
public sealed class UnusedStepsSteps
{
    [Given("a step that is used")]
    [Given("a step that is not used")]
    public void Pass() { }
}

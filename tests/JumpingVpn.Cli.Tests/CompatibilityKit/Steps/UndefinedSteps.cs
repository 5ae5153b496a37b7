using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>The steps that are defined.</summary>
[Binding]
public sealed class UndefinedSteps
{
    [Given("an implemented step")]
    [Given("a step that will be skipped")]
    public void Pass() { }
}

using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks around scenarios.</summary>
[Binding]
public sealed class HooksSteps
{
    [BeforeScenario]
    public void Begin() { }

    [When("a step passes")]
    public void Pass() { }

    [When("a step fails")]
    public void Fail() => throw new InvalidOperationException("it fails");

    [AfterScenario]
    public void End() { }
}

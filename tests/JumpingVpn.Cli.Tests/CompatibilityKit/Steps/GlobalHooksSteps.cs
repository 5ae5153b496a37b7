using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks around the run.</summary>
[Binding]
public sealed class GlobalHooksSteps
{
    [BeforeTestRun]
    public static void StartFirst() { }

    [BeforeTestRun]
    public static void StartSecond() { }

    [When("a step passes")]
    public void Pass() { }

    [When("a step fails")]
    public void Fail() => throw new InvalidOperationException("it fails");

    [AfterTestRun]
    public static void EndFirst() { }

    [AfterTestRun]
    public static void EndSecond() { }
}

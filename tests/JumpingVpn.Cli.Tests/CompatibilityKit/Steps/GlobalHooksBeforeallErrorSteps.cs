using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks around the run, of which the second one before it fails.</summary>
[Binding]
public sealed class GlobalHooksBeforeallErrorSteps
{
    [BeforeTestRun]
    public static void StartFirst() { }

    [BeforeTestRun]
    public static void StartSecond() => throw new InvalidOperationException("it fails");

    [BeforeTestRun]
    public static void StartThird() { }

    [When("a step passes")]
    public void Pass() { }

    [AfterTestRun]
    public static void EndFirst() { }

    [AfterTestRun]
    public static void EndSecond() { }
}

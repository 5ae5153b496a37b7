using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks around the run, of which the second one after it fails.</summary>
[Binding]
public sealed class GlobalHooksAfterallErrorSteps
{
    [BeforeTestRun]
    public static void StartFirst() { }

    [BeforeTestRun]
    public static void StartSecond() { }

    [When("a step passes")]
    public void Pass() { }

    [AfterTestRun]
    public static void EndFirst() { }

    [AfterTestRun]
    public static void EndSecond() => throw new InvalidOperationException("it fails");

    [AfterTestRun]
    public static void EndThird() { }
}

using Reqnroll;
using Reqnroll.Tracing;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks around the run that write.</summary>
[Binding]
public sealed class GlobalHooksAttachmentsSteps
{
    [BeforeTestRun]
    public static void Start(ITraceListener output) => output.WriteTestOutput("from before the run");

    [When("a step passes")]
    public void Pass() { }

    [AfterTestRun]
    public static void End(ITraceListener output) => output.WriteTestOutput("from after the run");
}

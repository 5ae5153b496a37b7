using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Hooks around the run that write.</summary>
[Binding]
public sealed class GlobalHooksAttachmentsSteps
{
    [BeforeTestRun]
    public static void Start(IReqnrollOutputHelper output) => output.WriteLine("from before the run");

    [When("a step passes")]
    public void Pass()
    {
    }

    [AfterTestRun]
    public static void End(IReqnrollOutputHelper output) => output.WriteLine("from after the run");
}

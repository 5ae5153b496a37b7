using Reqnroll;
using Reqnroll.Tracing;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>Hooks around the run that write.</summary>
[Binding]
public sealed class WritingHooks
{
    [BeforeTestRun]
    public static void Begin(ITraceListener output) => output.WriteTestOutput("the run begins");

    [AfterTestRun]
    public static void End(ITraceListener output) => output.WriteTestOutput("the run ends");
}

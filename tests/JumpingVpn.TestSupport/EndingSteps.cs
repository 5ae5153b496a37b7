using Reqnroll;

namespace JumpingVpn.TestSupport;

/// <summary>A step that does what no step should.</summary>
[Binding]
public sealed class EndingSteps
{
    /// <summary>Ends the process.</summary>
    [When("this process ends with {int}")]
    public void End(int code) => Environment.Exit(code);
}

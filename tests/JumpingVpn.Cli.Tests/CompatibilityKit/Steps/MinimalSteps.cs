using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>One step.</summary>
[Binding]
public sealed class MinimalSteps
{
    [Given("I have {int} cukes in my belly")]
    public void Have(int count) => Assert.Equal(42, count);
}

using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Two steps with the same expression.</summary>
[Binding]
public sealed class RetryAmbiguousSteps
{
    [Given("an ambiguous step")]
    public void First() { }

    [Given("an ambiguous step")]
    public void Second() { }
}

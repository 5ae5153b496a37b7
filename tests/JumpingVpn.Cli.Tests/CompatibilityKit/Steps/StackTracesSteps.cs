using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A step that throws.</summary>
[Binding]
public sealed class StackTracesSteps
{
    [When("a step throws an exception")]
    public void Throw() => throw new InvalidOperationException("BOOM");
}

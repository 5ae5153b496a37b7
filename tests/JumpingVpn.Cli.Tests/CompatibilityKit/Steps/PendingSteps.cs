using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps that are not written yet.</summary>
[Binding]
public sealed class PendingSteps
{
    [Given("an implemented non-pending step")]
    [Given("an implemented step that is skipped")]
    public void Pass() { }

    [Given("an unimplemented pending step")]
    [Given("a pending step")]
    public void Pend() => throw new PendingStepException();
}

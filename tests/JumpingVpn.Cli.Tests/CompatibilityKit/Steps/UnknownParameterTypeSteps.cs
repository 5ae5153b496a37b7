using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A parameter type that nothing defines.</summary>
[Binding]
public sealed class UnknownParameterTypeSteps
{
    [Given("{airport} is closed because of a strike")]
    public void Close(string airport) => throw new InvalidOperationException($"{airport}: this is never called");
}

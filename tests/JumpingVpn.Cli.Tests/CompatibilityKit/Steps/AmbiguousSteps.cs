using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Two steps for one sentence.</summary>
[Binding]
public sealed class AmbiguousSteps
{
    [Given("^a (.*?) with (.*?)$")]
    public void Wide(string thing, string what) => ArgumentException.ThrowIfNullOrEmpty(thing + what);

    [Given("^a step with (.*?)$")]
    public void Narrow(string what) => ArgumentException.ThrowIfNullOrEmpty(what);
}

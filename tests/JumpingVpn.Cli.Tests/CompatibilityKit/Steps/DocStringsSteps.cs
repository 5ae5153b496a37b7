using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A step with a text below it.</summary>
[Binding]
public sealed class DocStringsSteps
{
    [Given("a doc string:")]
    public void Take(string text) => Assert.NotEmpty(text);
}

using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Orders.</summary>
[Binding]
public sealed class OrderSteps
{
    [Given("an order for {string}")]
    public void Order(string what) => Assert.NotEmpty(what);

    [When("an action")]
    public void Act() { }

    [Then("an outcome")]
    public void Look() { }
}

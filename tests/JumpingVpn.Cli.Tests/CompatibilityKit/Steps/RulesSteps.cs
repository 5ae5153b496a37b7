using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A shop for chocolate.</summary>
[Binding]
public sealed class RulesSteps
{
    private int _cents;
    private int _stock;
    private int _sold;

    [Given("the customer has {int} cents")]
    public void Pay(int cents) => _cents = cents;

    [Given("there are chocolate bars in stock")]
    public void Fill() => _stock = 1;

    [Given("there are no chocolate bars in stock")]
    public void Empty() => _stock = 0;

    [When("the customer tries to buy a {int} cent chocolate bar")]
    public void Buy(int price) => _sold = _cents >= price ? Math.Min(1, _stock) : 0;

    [Then("the sale should not happen")]
    public void Refused() => Assert.Equal(0, _sold);

    [Then("the sale should happen")]
    public void Sold() => Assert.Equal(1, _sold);
}

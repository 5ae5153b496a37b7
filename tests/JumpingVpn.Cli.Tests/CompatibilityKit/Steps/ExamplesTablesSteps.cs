using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Counts cucumbers.</summary>
[Binding]
public sealed class ExamplesTablesSteps
{
    private int _count;
    private int _friends;

    [Given("there are {int} cucumbers")]
    public void Put(int count) => _count = count;

    [Given("there are {int} friends")]
    public void Invite(int count) => _friends = count;

    [When("I eat {int} cucumbers")]
    public void Eat(int count) => _count -= count;

    [Then("I should have {int} cucumbers")]
    public void Count(int expected) => Assert.Equal(expected, _count);

    [Then("each person can eat {int} cucumbers")]
    public void Share(int expected) => Assert.Equal(expected, _count / (_friends + 1));
}

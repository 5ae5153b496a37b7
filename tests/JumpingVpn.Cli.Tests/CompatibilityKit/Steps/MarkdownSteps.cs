using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>Steps for the sample in Markdown.</summary>
[Binding]
public sealed class MarkdownSteps
{
    [Given("some TypeScript code:")]
    [Given("some classic Gherkin:")]
    public void Take(string text) => Assert.NotEmpty(text);

    [When("we use a data table and attach something and then {word}")]
    public void Use(string what, DataTable table)
    {
        Assert.Equal(3, table.RowCount);
        Assert.NotEqual("fail", what);
    }

    [Then("this might or might not run")]
    public void Run() { }
}

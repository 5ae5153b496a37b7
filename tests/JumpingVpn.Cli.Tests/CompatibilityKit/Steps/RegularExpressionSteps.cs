using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>
/// A regular expression with optional parts. Reqnroll gives no argument for a group that is absent, so each group may be empty.
/// </summary>
[Binding]
public sealed class RegularExpressionSteps
{
    [Given("^a (.*?)((?: and a .*?)?)((?: and a .*?)?)$")]
    public void Take(string first, string second, string third) =>
        Assert.StartsWith("cucumber", first + second + third, StringComparison.Ordinal);
}

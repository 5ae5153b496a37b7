using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A sentence with characters that mean something in XML.</summary>
[Binding]
public sealed class CdataSteps
{
    [Given("I have {int} <![CDATA[cukes]]> in my belly")]
    public void Have(int count) => Assert.Equal(42, count);
}

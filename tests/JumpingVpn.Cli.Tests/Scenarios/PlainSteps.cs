using JumpingVpn.Features;
using JumpingVpn.Steps;
using Reqnroll;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>A vocabulary without a network, so that the tests of the run say nothing about the lab.</summary>
[Binding]
public sealed class PlainSteps(LabSettings settings)
{
    /// <summary>Does nothing.</summary>
    /// <example>Given all is well</example>
    [Given("all is well")]
    public void AllIsWell() { }

    /// <summary>Writes a line into the trace.</summary>
    [When("{string} happens")]
    public void Happens(string what) =>
        settings.TraceLine?.Invoke($$"""{"what":"{{what}}","seed":{{settings.Seed}},"backend":"{{settings.Backend}}"}""");

    /// <summary>Fails.</summary>
    [Then("it fails because of {string}")]
    public void Fails(string reason) => throw new InvalidOperationException(reason);

    /// <summary>Asks for what cannot be.</summary>
    [Then("it is broken because of {string}")]
    public void Breaks(string reason) => throw new BrokenScenarioException(reason);

    /// <summary>Claims nothing in particular.</summary>
    [Then("all is said")]
    public void AllIsSaid() { }

    /// <summary>Waits.</summary>
    [When("{int} s pass")]
    public void Pass(int seconds) => ArgumentOutOfRangeException.ThrowIfNegative(seconds);
}

using Reqnroll;

namespace JumpingVpn.Cli.Tests.CompatibilityKit.Steps;

/// <summary>A parameter type of two groups.</summary>
[Binding]
public sealed class ParameterTypesSteps
{
    [StepArgumentTransformation("([A-Z]{3})-([A-Z]{3})", Name = "flight")]
    public Flight ReadFlight(string origin, string destination) => new(origin, destination);

    [Given("{flight} has been delayed")]
    public void Delay(Flight flight) => Assert.Equal(new Flight("LHR", "CDG"), flight);

    public sealed record Flight(string Origin, string Destination);
}

using JumpingVpn.Exploration.Neighbourhoods;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Exploration.Tests.Neighbourhoods;

/// <summary>What is around a finding, and whether it fails.</summary>
public sealed class NeighbourhoodTests : IDisposable
{
    private readonly Bench _bench = Bench.WithOwnVocabulary();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Each_time_and_each_place_is_shifted_and_claims_are_not()
    {
        PlannedScenario planned = _bench.Plan(
            "Given a gateway \"gw\"",
            "And a client \"phone\" with a session on \"gw\"",
            "And the uplink of \"phone\" flips bit 0 of datagram number 1",
            "When \"phone\" sends a message",
            "And 10 s pass",
            "Then \"phone\" gets data through again within 5 s"
        );

        Neighbour[] around = [.. Neighbourhood.Of(planned.Scenario)];

        around.Count(static it => it.Kind == NeighbourKind.Seed).Should().Be(1);
        around
            .Where(static it => it.Kind == NeighbourKind.Time)
            .Select(static it => it.Words)
            .Should()
            .Equal("9.9999999 s pass", "10.0000001 s pass", "9.999 s pass", "10.001 s pass", "9 s pass", "11 s pass");
        around
            .Where(static it => it.Kind == NeighbourKind.Place)
            .Select(static it => it.Words[^28..])
            .Should()
            .Equal(
                "s bit 1 of datagram number 1",
                "s bit 2 of datagram number 1",
                "s bit 0 of datagram number 2",
                "s bit 0 of datagram number 3"
            );
    }

    [Fact]
    public void A_bug_that_was_only_moved_is_found_beside_it()
    {
        // What a fix would leave that looks at one number alone: the message is late with datagram 2, and in time with datagram 1.
        PlannedScenario planned = _bench.Plan(
            "Given a peer \"a\"",
            "And a peer \"b\"",
            "And the uplink of \"a\" loses datagram number 3",
            "When \"a\" probes \"b\"",
            "And \"a\" probes \"b\"",
            "Then the probe arrives"
        );
        var runner = new NeighbourRunner(_bench.Worker, _bench.Planner);

        runner.Run(planned.Scenario, 1).Signature.Should().BeNull("a fault that strikes nothing is no failure here");
        Signature?[] found = [.. Neighbourhood.Of(planned.Scenario).Select(it => runner.Run(it.Scenario, 1).Signature)];

        found.OfType<Signature>().Should().ContainSingle().Which.Cause.Should().StartWith("the probe arrives");
    }

    [Fact]
    public void A_scenario_that_cannot_be_run_is_none()
    {
        PlannedScenario planned = _bench.Plan("Given a peer \"a\"");
        var runner = new NeighbourRunner(_bench.Worker, _bench.Planner);

        runner
            .Run(planned.Scenario with { Steps = [planned.Scenario.Steps[0] with { Text = "nobody knows this" }] }, 1)
            .IsRunnable.Should()
            .BeFalse();
    }
}

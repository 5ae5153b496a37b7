using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Lab;

namespace JumpingVpn.Exploration.Tests.Trials;

public sealed class TrialRunnerTests : IDisposable
{
    private static readonly string[] Story =
    [
        "Given a gateway \"gw\"",
        "And a client \"phone\" with a session on \"gw\"",
        "When \"phone\" sends a message",
        "Then \"phone\" can exchange 1 more message",
        "And the session of \"phone\" has never been REATTACHING",
    ];

    private static readonly Fault Outage = new HostFault(
        3,
        "phone",
        HostTrouble.Cut,
        TimeSpan.FromSeconds(70),
        new Moment { After = TimeSpan.Zero }
    );

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void Under_a_fault_what_should_happen_need_not() => Run("", Outage).Signature.Should().BeNull();

    [Fact]
    public void A_scenario_that_says_so_is_held_to_its_facts()
    {
        Signature? found = Run("@under-faults", Outage).Signature;

        found!.Kind.Should().Be(FindingKind.Claim);
        found.Cause.Should().StartWith("\"…\" can exchange # more message: ");
    }

    [Fact]
    public void A_finding_is_called_by_the_sentence_in_the_file() =>
        Run("@under-faults", Outage).Title.Should().Be("\"phone\" can exchange 1 more message");

    [Fact]
    public void A_scenario_that_asks_for_what_cannot_be_is_no_finding()
    {
        Target target = _bench.TargetOf(
            _bench.Plan(
                "Given a NAT \"home\" that is a full cone",
                "And a gateway \"gw\" behind \"home\" at a forwarded port",
                "When \"gw\" moves to another address"
            )
        );

        TrialResult seen = new TrialRunner(_bench.Worker).Profile(target, 1);

        seen.Signature.Should().BeNull();
        seen.Obstacle!.IsSkipped.Should().BeFalse();
        seen.Obstacle.Reason.Should().Contain("only a gateway on the public network can move");
        target.Profile.Should().BeNull();
    }

    [Fact]
    public void A_fault_that_never_struck_does_not_count()
    {
        Fault late = new DatagramFault(3, "phone", LinkWays.Up, 500, DatagramFate.Lost, TimeSpan.Zero);

        TrialResult result = Run("", late);

        result.Signature.Should().BeNull();
        result.Counts.Should().BeFalse();
        Run("", Outage).Counts.Should().BeTrue();
    }

    private TrialResult Run(string tags, Fault fault)
    {
        var runner = new TrialRunner(_bench.Worker);
        Target target = _bench.TargetOf(_bench.Plan(tags, Story));
        return runner.Run(new Trial(target, 1, new FaultPlan([fault])));
    }
}

using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;
using JumpingVpn.Lab;
using JumpingVpn.Steps;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Exploration.Tests.Shrinking;

public sealed class ShrinkerTests : IDisposable
{
    /// <summary>An endpoint that greets whenever it is started.</summary>
    private const string Greeter = """
        (module
          (import "jumpingvpn" "say" (func $say (param i32 i32)))
          (memory (export "memory") 3)
          (data (i32.const 0) "hi")
          (func (export "jv_version") (result i32) (i32.const 1))
          (func (export "jv_buffer") (result i32) (i32.const 16384))
          (func (export "jv_create") (param i32 i64 i32 i32) (result i32) (i32.const 1))
          (func (export "jv_start") (param i32 i64 i32 i32) (call $say (i32.const 0) (i32.const 2)))
          (func (export "jv_datagram") (param i32 i64 i32 i32 i32 i32))
          (func (export "jv_timer") (param i32 i64))
          (func (export "jv_command") (param i32 i64 i32 i32))
          (func (export "jv_destroy") (param i32)))
        """;

    private readonly Bench _bench = Bench.WithOwnVocabulary();

    public void Dispose() => _bench.Dispose();

    // A claim that is plainly wrong, as a bug makes a right one; what is said besides has nothing to do with it.
    [Fact]
    public void A_claim_keeps_its_story_and_loses_other_facts_and_bystanders()
    {
        TrialResult found = Profile(
            "Given a gateway \"gw\"",
            "And a stranger \"mallory\"",
            "And a client \"phone\" with a session on \"gw\"",
            "When \"phone\" sends 2 messages",
            "Then all messages of \"phone\" arrive exactly once",
            "And \"gw\" holds exactly 2 sessions",
            "And the session of \"phone\" is ATTACHED"
        );

        ShrunkFeature shrunk = new Shrinker(_bench.Worker, _bench.Planner).Shrink(found)!;

        shrunk
            .Scenario.Steps.Select(step => step.ToString())
            .Should()
            .Equal(
                "Given a gateway \"gw\"",
                "And a client \"phone\" with a session on \"gw\"",
                "When \"phone\" sends 2 messages",
                "Then \"gw\" holds exactly 2 sessions"
            );
    }

    [Fact]
    public void Who_does_not_meet_those_whom_a_claim_names_goes_with_all_that_he_does()
    {
        TrialResult found = Profile(
            "Given a gateway \"other\"",
            "And a client \"laptop\" with a session on \"other\"",
            "And a gateway \"gw\"",
            "And a client \"phone\" with a session on \"gw\"",
            "When \"laptop\" sends 3 messages",
            "And \"phone\" sends 2 messages",
            "Then the session of \"phone\" is DEGRADED"
        );

        ShrunkFeature shrunk = new Shrinker(_bench.Worker, _bench.Planner).Shrink(found)!;

        shrunk.Scenario.Steps.Select(step => step.Text).Should().NotContain(text => text.Contains("laptop", StringComparison.Ordinal));
        shrunk.Scenario.Steps.Select(step => step.Text).Should().Contain("\"phone\" sends 2 messages", "it is of the story");
    }

    // Else those whom a later claim names decide what is kept, and the story of the one that failed goes.
    [Fact]
    public void A_claim_keeps_its_story_whatever_is_claimed_after_it()
    {
        TrialResult found = Profile(
            "Given a gateway \"gw\"",
            "And a gateway \"other\"",
            "And a client \"phone\" with a session on \"gw\"",
            "And a stranger \"mallory\"",
            "When \"mallory\" sends an empty datagram to \"gw\"",
            "Then \"gw\" holds exactly 2 sessions",
            "And \"other\" holds no session"
        );

        ShrunkFeature shrunk = new Shrinker(_bench.Worker, _bench.Planner).Shrink(found)!;

        shrunk
            .Scenario.Steps.Select(step => step.ToString())
            .Should()
            .EndWith(["When \"mallory\" sends an empty datagram to \"gw\"", "Then \"gw\" holds exactly 2 sessions"]);
    }

    [Fact]
    public void What_a_claim_does_not_need_to_hold_without_the_fault_goes_and_time_stays()
    {
        Target target = _bench.TargetOf(
            _bench.Plan(
                "@under-faults",
                [
                    "Given a gateway \"gw\"",
                    "And a client \"phone\" with a session on \"gw\"",
                    "And a client \"laptop\" with a session on \"gw\"",
                    "When \"laptop\" sends a message",
                    "And 2 s pass",
                    "And \"phone\" sends 5 messages",
                    "Then exactly 0 datagrams were dropped for loss",
                ]
            )
        );
        Fault needed = new DatagramFault(5, "phone", LinkWays.Up, 3, DatagramFate.Lost, TimeSpan.Zero);
        TrialResult found = new TrialRunner(_bench.Worker).Run(new Trial(target, 1, new FaultPlan([needed])));
        found.Signature!.Kind.Should().Be(FindingKind.Claim);

        ShrunkFeature shrunk = new Shrinker(_bench.Worker, _bench.Planner).Shrink(found)!;

        shrunk
            .Scenario.Steps.Select(step => step.Text)
            .Should()
            .NotContain(text => text.Contains("laptop", StringComparison.Ordinal))
            .And.Contain([needed.Sentence, "2 s pass"]);
    }

    [Fact]
    public void What_is_written_fails_alone_in_the_same_way()
    {
        TrialResult found = Profile(
            "Given a gateway \"gw\"",
            "And a client \"phone\" with a session on \"gw\"",
            "When \"phone\" sends 2 messages",
            "Then \"gw\" holds exactly 2 sessions"
        );
        ShrunkFeature shrunk = new Shrinker(_bench.Worker, _bench.Planner).Shrink(found)!;

        var file = FeatureFile.Parse(FeatureWriter.Write(shrunk, "f.feature:1", isolated: false), "again.feature");
        file.Errors.Should().BeEmpty();
        ScenarioResult result = _bench.Worker.Run(_bench.Plan(file.Scenarios[0]), new LabSettings { Seed = shrunk.Seed });

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().Be(found.Message);
        shrunk.AnySeed.Should().BeTrue();
    }

    [Fact]
    public void A_fault_that_is_not_needed_goes()
    {
        Target target = _bench.TargetOf(
            _bench.Plan(
                "@under-faults",
                [
                    "Given a gateway \"gw\"",
                    "And a client \"phone\" with a session on \"gw\"",
                    "When \"phone\" sends 5 messages",
                    "Then exactly 0 datagrams were dropped for loss",
                ]
            )
        );
        Fault needed = new DatagramFault(3, "phone", LinkWays.Up, 3, DatagramFate.Lost, TimeSpan.Zero);
        Fault idle = new DatagramFault(3, "phone", LinkWays.Up, 4, DatagramFate.Duplicated, TimeSpan.Zero);
        TrialResult found = new TrialRunner(_bench.Worker).Run(new Trial(target, 1, new FaultPlan([idle, needed])));
        found.Signature!.Kind.Should().Be(FindingKind.Claim);

        ShrunkFeature? shrunk = new Shrinker(_bench.Worker, _bench.Planner).Shrink(found);

        shrunk!.Scenario.Steps.Select(step => step.Text).Should().Contain(needed.Sentence).And.NotContain(idle.Sentence);
    }

    // A partition, for example, keeps it from being done where the bug is mended, too.
    [Fact]
    public void A_finding_does_not_end_in_a_step_that_waits_where_it_need_not()
    {
        using TemporaryDirectory directory = new();
        string greeter = directory.Write("greeter.wat", Greeter);
        Target target = _bench.TargetOf(
            _bench.Plan(
                "Given a gateway \"gw\"",
                "And a client \"phone\" with a session on \"gw\"",
                $"And an endpoint \"greeter\" that runs \"{greeter}\"",
                "And \"greeter\" must say \"hi\" at most 1 time",
                "When \"phone\" exchanges 3 messages",
                "And \"phone\" exchanges 2 messages"
            )
        );
        var withData = new Moment
        {
            Datagram = 1,
            Node = "phone",
            Way = LinkWays.Up,
        };
        Fault crash = new HostFault(5, "greeter", HostTrouble.Crash, TimeSpan.Zero, withData);
        TrialResult found = new TrialRunner(_bench.Worker).Run(new Trial(target, 1, new FaultPlan([crash])));
        found.Signature!.Kind.Should().Be(FindingKind.Invariant);

        ShrunkFeature shrunk = new Shrinker(_bench.Worker, _bench.Planner).Shrink(found)!;

        shrunk.Scenario.Steps.Select(step => step.Text).Should().Contain(crash.Sentence);
        shrunk.Scenario.Steps[^1].Text.Should().Be("\"phone\" sends a message");
    }

    private TrialResult Profile(params string[] steps)
    {
        TrialResult found = new TrialRunner(_bench.Worker).Profile(_bench.TargetOf(_bench.Plan(steps)), 1);
        found.Signature!.Kind.Should().Be(FindingKind.Claim);
        return found;
    }
}

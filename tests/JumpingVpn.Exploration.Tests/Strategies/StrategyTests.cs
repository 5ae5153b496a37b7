using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Exploration.Tests.Strategies;

public sealed class StrategyTests : IDisposable
{
    private readonly Bench _bench = new();
    private readonly Target _target;

    public StrategyTests()
    {
        _target = _bench.TargetOf(
            _bench.Plan(
                "Given a gateway \"gw\" with a session TTL of 30 s",
                "And a client \"phone\" with a session on \"gw\"",
                "When \"phone\" exchanges 2 messages",
                "Then the session of \"phone\" is ATTACHED"
            )
        );
        new TrialRunner(_bench.Worker).Profile(_target, 1).Signature.Should().BeNull();
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void The_same_number_is_the_same_trial()
    {
        var source = new TrialSource(StrategyMix.All[0], from: 7);
        for (ulong number = 0; number < 200; number++)
        {
            Trial? first = source.Make(_target, number);
            Trial? second = source.Make(_target, number);

            second?.Seed.Should().Be(first!.Seed);
            (second?.Plan.Faults ?? []).Should().Equal(first?.Plan.Faults ?? []);
        }
    }

    [Theory]
    [InlineData("a peer \"other\" behind \"home\"", true)]
    [InlineData("a stranger \"other\"", false)]
    public void Probes_are_sent_only_where_there_are_peers_to_send_them(string other, bool expected)
    {
        Target target = _bench.TargetOf(
            _bench.Plan("Given a NAT \"home\" that is symmetric", "And a peer \"server\"", $"And {other}", "When 5 s pass")
        );
        new TrialRunner(_bench.Worker).Profile(target, 1).Signature.Should().BeNull();
        var source = new TrialSource(StrategyMix.All[0], from: 1);
        List<Fault> faults = [];
        for (ulong number = 0; number < 500; number++)
        {
            faults.AddRange(source.Make(target, number)?.Plan.Faults ?? []);
        }

        faults.OfType<ProbeFault>().Any().Should().Be(expected);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData(" in demo mode", false)]
    [InlineData(" in psk mode", true)]
    [InlineData(" in ephemeral mode", true)]
    public void Bits_flip_only_where_messages_are_authenticated(string mode, bool expected)
    {
        Target target = _bench.TargetOf(_bench.Plan($"Given a gateway \"gw\"{mode}", "And a client \"phone\" with a session on \"gw\""));
        new TrialRunner(_bench.Worker).Profile(target, 1).Signature.Should().BeNull();
        var source = new TrialSource(StrategyMix.All[0], from: 1);
        List<Fault> faults = [];
        for (ulong number = 0; number < 2_000; number++)
        {
            faults.AddRange(source.Make(target, number)?.Plan.Faults ?? []);
        }

        faults.OfType<BitFault>().Any().Should().Be(expected);
    }

    [Fact]
    public void Exhaustive_loses_each_datagram_that_enters_a_link_and_places_nothing_twice()
    {
        var source = new TrialSource(
            new[] { "exhaustive-1" }.Select(name => StrategyMix.All.Single(mix => mix.Name == name)).Single(),
            from: 1
        );
        List<Fault> faults = [];
        for (ulong number = 0; number < 20_000; number++)
        {
            faults.AddRange(source.Make(_target, number)?.Plan.Faults ?? []);
        }

        faults.Should().OnlyHaveUniqueItems();
        int places = _target.Profile!.Entries.Count(entry => _target.Profile.Boundaries[entry.Step].Nodes.Contains(entry.Node));
        faults.OfType<DatagramFault>().Count(fault => fault.Fate == DatagramFate.Lost).Should().Be(places).And.BeGreaterThan(8);
    }

    [Fact]
    public void Boundary_strikes_a_tick_before_at_and_a_tick_after_the_end_of_the_session()
    {
        var source = new TrialSource(StrategyMix.All.Single(mix => mix.Name == "boundary"), from: 1);
        List<TimeSpan> delays = [];
        for (ulong number = 0; number < 20_000; number++)
        {
            delays.AddRange((source.Make(_target, number)?.Plan.Faults ?? []).OfType<DatagramFault>().Select(fault => fault.By));
        }

        delays.Should().Contain([Ticks(-1), Ticks(0), Ticks(1)]);
        TimeSpan Ticks(long more) => TimeSpan.FromSeconds(30) + TimeSpan.FromTicks(more);
    }

    [Fact]
    public void Boundary_brings_a_datagram_once_more_right_after_each_later_one()
    {
        Target target = _bench.TargetOf(
            _bench.Plan(
                "Given a gateway \"gw\"",
                "And a client \"phone\" with a session on \"gw\"",
                "And the link of \"phone\" has a delay of 10 ms",
                "When \"phone\" exchanges 2 messages",
                "Then the session of \"phone\" is ATTACHED"
            )
        );
        new TrialRunner(_bench.Worker).Profile(target, 1).Signature.Should().BeNull();
        var source = new TrialSource(StrategyMix.All.Single(mix => mix.Name == "boundary"), from: 1);
        List<ReplayFault> replays = [];
        for (ulong number = 0; number < 20_000; number++)
        {
            replays.AddRange((source.Make(target, number)?.Plan.Faults ?? []).OfType<ReplayFault>());
        }

        SentDatagram[] sent = [.. target.Profile!.Sent];
        sent.Length.Should().BeGreaterThan(4);
        int at = Array.FindIndex(sent, static it => it.At > TimeSpan.Zero || it.Step > 2);
        SentDatagram first = sent[at];
        TimeSpan[] gaps = [.. sent.Where(it => it.At > first.At).Select(it => it.At - first.At + TimeSpan.FromTicks(1))];
        replays
            .Where(it => it.Host == first.Host && it.BeforeStep == first.Step && it.Number == target.Profile.NumberOfSent(at, first.Step))
            .Select(static it => it.After)
            .Should()
            .Contain(gaps.Where(static gap => gap < TimeSpan.FromSeconds(50)));
    }

    [Fact]
    public void A_log_repeats_the_plan_and_a_changed_choice_is_noticed()
    {
        var source = new TrialSource(StrategyMix.All[0], from: 1);
        ulong number = Enumerable.Range(0, 100).Select(it => (ulong)it).First(it => source.Make(_target, it)?.Plan.Faults.Count > 2);
        IReadOnlyList<Choice> log = source.ChoicesOf(_target, number);

        source.Repeat(_target, number, new RepeatedChoices(log))!.Plan.Faults.Should().Equal(source.Make(_target, number)!.Plan.Faults);
        Choice[] changed = [.. log.Take(5), log[5] with { Alternatives = log[5].Alternatives + 1 }, .. log.Skip(6)];
        Action repeat = () => source.Repeat(_target, number, new RepeatedChoices(changed));
        repeat.Should().Throw<DivergenceException>().WithMessage("choice 6 is a different one: the log has * of 3, now it is *");
    }
}

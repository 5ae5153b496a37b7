using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Exploration.Tests.Strategies;

public sealed class GuidedStrategyTests : IDisposable
{
    private static readonly TrialSource Source = new(StrategyMix.All.Single(static mix => mix.Name == "guided"), from: 1);

    private readonly Bench _bench = new();
    private readonly TrialRunner _runner;
    private readonly Target _target;
    private readonly List<string> _keptFaults = [];

    public GuidedStrategyTests()
    {
        _runner = new TrialRunner(_bench.Worker);
        _target = _bench.TargetOf(
            _bench.Plan(
                "Given a gateway \"gw\" with a session TTL of 30 s",
                "And a client \"phone\" with a session on \"gw\"",
                "When \"phone\" exchanges 2 messages",
                "And 20 s pass",
                "Then the session of \"phone\" is ATTACHED"
            )
        );
        _runner.Profile(_target, 1).Signature.Should().BeNull();
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public void A_run_that_comes_to_new_states_is_kept_and_a_second_one_like_it_is_not()
    {
        CorpusEntry entry = EntryOf(Source.Make(_target, 3)!);
        Corpus one = Corpus.Empty.With([entry]);

        one.Count.Should().Be(1);
        one.IsNews(entry.States).Should().BeFalse();
        one.With([entry]).Should().BeSameAs(one);
    }

    [Fact]
    public void The_choices_of_a_number_repeat_its_plan_whatever_is_kept()
    {
        Corpus corpus = Learned();
        for (ulong number = 100; number < 200; number++)
        {
            if (Source.Make(_target, number, corpus) is not { } trial)
            {
                continue; // its choices lead to no place for a fault
            }

            Source.Make(_target, number, corpus)!.Plan.Faults.Should().Equal(trial.Plan.Faults);
            Source.Repeat(_target, number, new RepeatedChoices(trial.Choices!))!.Plan.Faults.Should().Equal(trial.Plan.Faults);
        }
    }

    [Fact]
    public void What_is_kept_is_changed_and_not_made_anew()
    {
        Corpus corpus = Learned();
        string[] kept = [.. _keptFaults.Distinct()];

        int alike = Enumerable
            .Range(500, 100)
            .Count(number => Source.Make(_target, (ulong)number, corpus)?.Plan.Faults.Any(fault => kept.Contains(fault.Sentence)) == true);

        alike.Should().BeGreaterThan(50);
    }

    [Fact]
    public void The_log_of_a_guided_finding_has_its_choices()
    {
        Corpus corpus = Learned();
        Trial trial = Enumerable
            .Range(50, 20)
            .Select(number => Source.Make(_target, (ulong)number, corpus))
            .First(static it => it is not null)!;

        DecisionLog.Of(_runner.Run(trial), Source).Choices.Should().Equal(trial.Choices);
    }

    [Fact]
    public void A_run_comes_to_states_of_the_network()
    {
        TrialResult result = _runner.Run(Source.Make(_target, 3)!);

        result.States.Should().OnlyHaveUniqueItems().And.HaveCountGreaterThan(5);
        result.States.Select(static it => it.Step).Should().BeInAscendingOrder();
        _runner.Seen.Count.Should().BeGreaterThanOrEqualTo(result.States.Count);
    }

    private Corpus Learned()
    {
        Corpus corpus = Corpus.Empty;
        for (ulong number = 0; number < 40; number++)
        {
            if (Source.Make(_target, number, corpus) is not { } trial)
            {
                continue;
            }

            Corpus before = corpus;
            corpus = corpus.With([EntryOf(trial)]);
            if (!ReferenceEquals(before, corpus))
            {
                _keptFaults.AddRange(trial.Plan.Faults.Select(static fault => fault.Sentence));
            }
        }

        corpus.Count.Should().BeGreaterThan(3);
        return corpus;
    }

    private CorpusEntry EntryOf(Trial trial) => GuidedStrategy.EntryOf(_target.Profile!, trial.Choices!, _runner.Run(trial).States);
}

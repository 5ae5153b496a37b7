using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Strategies;

namespace JumpingVpn.Exploration.Trials;

/// <summary>Which trial a number represents. Numbers need no coordination: the same number gives the same trial.</summary>
/// <param name="mix">The strategies that take turns.</param>
/// <param name="from">The seed of number 0, and of the runs without faults.</param>
public sealed class TrialSource(StrategyMix mix, ulong from)
{
    /// <summary>The strategies that take turns.</summary>
    public StrategyMix Mix => mix;

    /// <summary>The seed of the runs without faults.</summary>
    public ulong From => from;

    /// <summary>Makes the trial.</summary>
    /// <param name="target">A scenario with a profile.</param>
    /// <param name="number">The first is 0.</param>
    /// <param name="corpus">What is kept of the guided numbers before it; null for nothing.</param>
    /// <returns>Null if the number represents no plan, or for one that an earlier number has.</returns>
    public Trial? Make(Target target, ulong number, Corpus? corpus = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        (IStrategy strategy, ulong own) = mix.TurnOf(number);
        if (strategy is not GuidedStrategy)
        {
            return Make(target, number, strategy, strategy.ChoicesOf(own));
        }

        IReadOnlyList<Choice> choices = GuidedStrategy.ChoicesOf(target.Profile!, own, corpus ?? Corpus.Empty);
        return choices.Count == 0 ? null
            : Make(target, number, strategy, new RepeatedChoices(choices)) is { } trial ? trial with { Choices = choices }
            : null;
    }

    /// <summary>Whether what is run under a number depends on what was seen before.</summary>
    public bool IsGuided(ulong number) => mix.TurnOf(number).Strategy is GuidedStrategy;

    /// <summary>The choices that a number makes, for a log.</summary>
    public IReadOnlyList<Choice> ChoicesOf(Target target, ulong number)
    {
        ArgumentNullException.ThrowIfNull(target);
        (IStrategy strategy, ulong own) = mix.TurnOf(number);
        if (strategy is GuidedStrategy)
        {
            return GuidedStrategy.ChoicesOf(target.Profile!, own, Corpus.Empty);
        }

        var logged = new LoggedChoices(strategy.ChoicesOf(own));
        strategy.Plan(target.Profile!, logged);
        return logged.Log;
    }

    /// <summary>Makes the trial of a number by choices that were made before.</summary>
    public Trial? Repeat(Target target, ulong number, IChoices choices) => Make(target, number, mix.TurnOf(number).Strategy, choices);

    private Trial? Make(Target target, ulong number, IStrategy strategy, IChoices choices)
    {
        ArgumentNullException.ThrowIfNull(target);
        FaultPlan plan = strategy.Plan(target.Profile!, choices);
        return plan.Faults.Count == 0 || !strategy.IsNew(choices)
            ? null
            : new Trial(target, strategy is SwarmStrategy ? from + number : from, plan) { Number = number };
    }
}

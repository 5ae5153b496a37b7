using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Coverage;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>Plans that come to states of the network which none came to before are kept and changed. A number alone says only what is
/// tried where nothing is kept yet; with a <see cref="Corpus"/> it says the rest.</summary>
public sealed class GuidedStrategy : IStrategy
{
    /// <summary>The most faults in one plan.</summary>
    internal const int MostFaults = 16;

    private const string HowMany = "count";

    /// <inheritdoc/>
    public string Name => "guided";

    /// <inheritdoc/>
    public IChoices ChoicesOf(ulong number) => new RandomChoices(number);

    /// <inheritdoc/>
    public FaultPlan Plan(ScenarioProfile profile, IChoices choices)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(choices);
        IReadOnlyList<string> kinds = FaultKinds.Of(profile);
        if (kinds.Count == 0)
        {
            return FaultPlan.Empty;
        }

        var drawing = new FaultDrawing(profile, choices, MomentStyle.Any);
        List<Fault> faults = [];
        for (int left = 1 + choices.Pick(HowMany, MostFaults); left > 0; left--)
        {
            if (drawing.Draw(kinds) is { } fault)
            {
                faults.Add(fault);
            }
        }

        return new FaultPlan(faults);
    }

    /// <summary>All the choices of a number; none if a scenario has no place for faults.</summary>
    internal static IReadOnlyList<Choice> ChoicesOf(ScenarioProfile profile, ulong number, Corpus corpus)
    {
        if (FaultKinds.Of(profile).Count == 0)
        {
            return [];
        }

        IReadOnlyList<IReadOnlyList<Choice>> draws = corpus.Compose(profile, number);
        return [new Choice(HowMany, MostFaults, draws.Count - 1), .. draws.SelectMany(static draw => draw)];
    }

    /// <summary>What a run of these choices may be kept as.</summary>
    /// <param name="profile">The scenario.</param>
    /// <param name="choices">All the choices of the run.</param>
    /// <param name="states">What it came to.</param>
    public static CorpusEntry EntryOf(ScenarioProfile profile, IReadOnlyList<Choice> choices, IReadOnlyList<CoveredState> states)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(choices);
        IReadOnlyList<string> kinds = FaultKinds.Of(profile);
        var repeated = new RepeatedChoices(choices);
        var drawing = new FaultDrawing(profile, repeated, MomentStyle.Any);
        List<IReadOnlyList<Choice>> draws = [];
        List<int> steps = [];
        for (int left = 1 + repeated.Pick(HowMany, MostFaults); left > 0; left--)
        {
            int from = repeated.Count;
            steps.Add(drawing.Draw(kinds)?.BeforeStep ?? -1);
            draws.Add([.. choices.Skip(from).Take(repeated.Count - from)]);
        }

        return new CorpusEntry(draws, steps, states);
    }

    /// <summary>Draws one fault of any kind.</summary>
    internal static IReadOnlyList<Choice> Draw(ScenarioProfile profile, RandomStream random, out Fault? fault)
    {
        var logged = new LoggedChoices(new RandomChoices(random.Below(long.MaxValue)));
        fault = new FaultDrawing(profile, logged, MomentStyle.Any).Draw(FaultKinds.Of(profile));
        return logged.Log;
    }
}

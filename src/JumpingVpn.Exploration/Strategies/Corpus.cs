using JumpingVpn.Exploration.Choices;
using JumpingVpn.Exploration.Coverage;
using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Profiles;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Exploration.Strategies;

/// <summary>The plans for one scenario that were worth keeping, and the states that they came to. It never changes: more makes
/// another.</summary>
public sealed class Corpus
{
    private const int MostEntries = 32;
    private const int MostNewSteps = 16;

    private readonly CorpusEntry[] _entries;
    private readonly CoverageMap _seen;

    private Corpus(CorpusEntry[] entries, CoverageMap seen) => (_entries, _seen) = (entries, seen);

    /// <summary>Nothing yet.</summary>
    public static Corpus Empty { get; } = new([], new CoverageMap());

    /// <summary>How many plans are kept.</summary>
    public int Count => _entries.Length;

    /// <summary>Whether a run came to something new.</summary>
    public bool IsNews(IReadOnlyList<CoveredState> states) => states.Any(it => !_seen.Contains(it.State));

    /// <summary>This one with those of some runs that came to something new, in their order.</summary>
    public Corpus With(IReadOnlyList<CorpusEntry> runs)
    {
        ArgumentNullException.ThrowIfNull(runs);
        List<CorpusEntry> kept = [];
        CoverageMap? seen = null;
        foreach (CorpusEntry run in runs)
        {
            CoveredState[] news = [.. run.States.Where(it => !(seen ?? _seen).Contains(it.State))];
            if (news.Length > 0)
            {
                seen ??= _seen.Copy();
                Array.ForEach(news, it => seen.Add(it.State));
                kept.Add(run with { News = news.Length, NewsAt = news[0].Step, States = [] });
            }
        }

        return seen is null ? this : new Corpus([.. _entries.Concat(kept).TakeLast(MostEntries)], seen);
    }

    /// <summary>The draws of a number: a new plan, or one that is kept, changed.</summary>
    /// <param name="profile">The scenario as it is without faults.</param>
    /// <param name="number">The number; the same one gives the same draws.</param>
    internal IReadOnlyList<IReadOnlyList<Choice>> Compose(ScenarioProfile profile, ulong number)
    {
        RandomStream random = new RandomSource(number).Stream("guided");
        List<IReadOnlyList<Choice>> draws = [];
        if (_entries.Length == 0 || random.Below(4) == 0)
        {
            for (int left = SwarmStrategy.CountOf((int)random.Below(SwarmStrategy.CountChoices)); left > 0; left--)
            {
                draws.Add(GuidedStrategy.Draw(profile, random, out _));
            }

            return draws;
        }

        CorpusEntry parent = Pick(random);
        switch (random.Below(4))
        {
            case 0: // branched from: as it was up to what was new, and then other ways
                draws.AddRange(parent.Draws.Where((_, i) => parent.Steps[i] <= parent.NewsAt));
                for (ulong left = 1 + random.Below(3); left > 0; left--)
                {
                    draws.Add(DrawFrom(profile, random, parent.NewsAt));
                }

                break;
            case 1: // crossed with another
                draws.AddRange(parent.Draws);
                draws.AddRange(Pick(random).Draws.Where(_ => random.Below(2) == 0));
                break;
            case 2: // one instead of another
                draws.AddRange(parent.Draws);
                draws[(int)random.Below((ulong)draws.Count)] = GuidedStrategy.Draw(profile, random, out _);
                break;
            default: // one more
                draws.AddRange(parent.Draws);
                draws.Add(GuidedStrategy.Draw(profile, random, out _));
                break;
        }

        return draws.Count <= GuidedStrategy.MostFaults ? draws : draws[..GuidedStrategy.MostFaults];
    }

    /// <summary>Of two, the one that had more news.</summary>
    private CorpusEntry Pick(RandomStream random)
    {
        CorpusEntry one = _entries[random.Below((ulong)_entries.Length)];
        CorpusEntry other = _entries[random.Below((ulong)_entries.Length)];
        return one.News >= other.News ? one : other;
    }

    private static IReadOnlyList<Choice> DrawFrom(ScenarioProfile profile, RandomStream random, int step)
    {
        IReadOnlyList<Choice> draw = [];
        for (int tried = 0; tried < MostNewSteps; tried++)
        {
            draw = GuidedStrategy.Draw(profile, random, out Fault? fault);
            if (fault?.BeforeStep >= step)
            {
                break;
            }
        }

        return draw;
    }
}

using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>What an exploration leaves in its result file. All workers tell it.</summary>
internal sealed class ExploreResults
{
    private readonly Lock _gate = new();
    private readonly Target[] _targets;
    private readonly TrialSource _source;
    private readonly bool _isolated;
    private readonly long[] _explored;
    private readonly long[] _vacuous;
    private readonly long[] _unplanned;
    private readonly SortedDictionary<string, (FoundRow Row, TrialResult Result)> _found = new(StringComparer.Ordinal);

    public ExploreResults(Target[] targets, TrialSource source, bool isolated)
    {
        _targets = targets;
        _source = source;
        _isolated = isolated;
        _explored = new long[targets.Length];
        _vacuous = new long[targets.Length];
        _unplanned = new long[targets.Length];
    }

    /// <summary>Takes a number of a scenario that stands for no plan of its own.</summary>
    public void Skip(Target target) => Interlocked.Increment(ref _unplanned[Array.IndexOf(_targets, target)]);

    /// <summary>Takes a run. Those without faults are not counted: each part has all of them.</summary>
    public void Take(TrialResult result)
    {
        int scenario = Array.IndexOf(_targets, result.Trial.Target);
        if (result.Trial.Number is not null)
        {
            Interlocked.Increment(ref (result.Counts ? _explored : _vacuous)[scenario]);
        }

        if (result.Signature is not null)
        {
            FoundRow row = RowOf(result, scenario);
            lock (_gate)
            {
                if (!_found.TryGetValue(row.Key, out (FoundRow Row, TrialResult Result) known) || row.CompareTo(known.Row) < 0)
                {
                    _found[row.Key] = (row, result);
                }
            }
        }
    }

    /// <summary>Shrinks the first findings in rank, and puts everything together.</summary>
    public ExploreFold Finish(Shrinker shrinker)
    {
        var fold = new ExploreFold();
        for (int i = 0; i < _targets.Length; i++)
        {
            fold.Add(
                new ExploredRow
                {
                    Scenario = i,
                    At = _targets[i].Planned.Scenario.Location,
                    Explored = _explored[i],
                    Vacuous = _vacuous[i],
                    Unplanned = _unplanned[i],
                    Passes = _targets[i].Profile is not null,
                }
            );
        }

        int rank = 0;
        foreach ((FoundRow row, TrialResult result) in _found.Values.OrderBy(static found => found.Row))
        {
            ShrunkFeature? shrunk = rank++ < ExploreFold.MostFeatures ? shrinker.Shrink(result) : null;
            fold.Add(
                row with
                {
                    Decisions = DecisionLog.Of(result, _source).ToString(),
                    Feature = shrunk is null ? null : FeatureWriter.Write(shrunk, row.At, _isolated),
                }
            );
        }

        return fold;
    }

    // The log is made at the end, for the winner alone.
    private static FoundRow RowOf(TrialResult result, int scenario) =>
        new()
        {
            Kind = result.Signature!.Kind,
            Cause = result.Signature.Cause,
            Title = result.Title ?? result.Signature.Cause,
            Scenario = scenario,
            At = result.Trial.Target.Planned.Scenario.Location,
            Steps = result.Trial.Target.Planned.Steps.Count,
            Number = result.Trial.Number,
            Seed = result.Trial.Seed,
            Message = result.Message ?? "",
            Faults = [.. result.Struck.Select(static fault => fault.Sentence)],
            Decisions = "",
        };
}

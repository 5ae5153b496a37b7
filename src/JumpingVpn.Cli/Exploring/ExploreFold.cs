using JumpingVpn.Cli.Sharding;

namespace JumpingVpn.Cli.Exploring;

/// <summary>
/// The results of an exploration: runs are counted by scenario, and each signature keeps the run that ranks first. The first findings in
/// rank have their features with them: what is among the first of the whole run is among the first of its part, too, so that parts come to
/// the same file.
/// </summary>
internal sealed class ExploreFold : IResultFold
{
    /// <summary>How many findings have a feature. Beyond that, one bug has usually broken everything.</summary>
    public const int MostFeatures = 18;

    private readonly SortedDictionary<int, ExploredRow> _scenarios = [];
    private readonly SortedDictionary<string, FoundRow> _found = new(StringComparer.Ordinal);

    /// <summary>The scenarios, in order.</summary>
    public IReadOnlyCollection<ExploredRow> Scenarios => _scenarios.Values;

    /// <summary>The findings, the first in rank first; those beyond <see cref="MostFeatures"/> without a feature.</summary>
    public IReadOnlyList<FoundRow> Found =>
        [.. _found.Values.Order().Select(static (row, rank) => rank < MostFeatures ? row : row with { Feature = null })];

    /// <inheritdoc/>
    public IEnumerable<string> Rows => _scenarios.Values.Concat<ExploreRow>(Found).Select(ResultLine.Write);

    /// <inheritdoc/>
    public void Add(string row, string place)
    {
        switch (ResultLine.Read<ExploreRow>(row, place))
        {
            case ExploredRow explored:
                Add(explored);
                break;
            case FoundRow found:
                Add(found);
                break;
            default:
                throw new ResultFileException($"{place}: this is no line of an exploration.");
        }
    }

    /// <summary>Adds to the counts of a scenario.</summary>
    public void Add(ExploredRow row) =>
        _scenarios[row.Scenario] = _scenarios.TryGetValue(row.Scenario, out ExploredRow? known)
            ? row with
            {
                Explored = known.Explored + row.Explored,
                Vacuous = known.Vacuous + row.Vacuous,
                Unplanned = known.Unplanned + row.Unplanned,
            }
            : row;

    /// <summary>Adds a finding, where none of its signature ranks before it.</summary>
    public void Add(FoundRow row)
    {
        if (!_found.TryGetValue(row.Key, out FoundRow? known) || row.CompareTo(known) < 0)
        {
            _found[row.Key] = row;
        }
    }
}

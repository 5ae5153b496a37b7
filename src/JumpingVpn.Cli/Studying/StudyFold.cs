using JumpingVpn.Cli.Sharding;

namespace JumpingVpn.Cli.Studying;

/// <summary>The results of a study: the cases, and each run of them in the order of cases and seeds.</summary>
internal sealed class StudyFold : IResultFold
{
    private readonly SortedDictionary<int, CaseLine> _cases = [];
    private readonly SortedDictionary<(int Case, ulong Seed), SampleLine> _runs = [];

    /// <summary>The cases, in order.</summary>
    public IReadOnlyCollection<CaseLine> Cases => _cases.Values;

    /// <summary>The runs, case by case.</summary>
    public IReadOnlyCollection<SampleLine> Runs => _runs.Values;

    /// <inheritdoc/>
    public IEnumerable<string> Rows => _cases.Values.Concat<StudyLine>(_runs.Values).Select(ResultLine.Write);

    /// <inheritdoc/>
    public void Add(string row, string place)
    {
        switch (ResultLine.Read<StudyLine>(row, place))
        {
            case CaseLine it when it.Columns.Count == it.Values.Count:
                Add(it);
                break;
            case SampleLine run when run.IsPossible && _cases.ContainsKey(run.Case):
                Add(run);
                break;
            default:
                throw new ResultFileException($"{place}: this is not a line of a study: its case or its time is impossible.");
        }
    }

    /// <summary>Adds a case.</summary>
    public void Add(CaseLine line) => _cases[line.Case] = line;

    /// <summary>Adds a run.</summary>
    public void Add(SampleLine line) => _runs[(line.Case, line.Seed)] = line;
}

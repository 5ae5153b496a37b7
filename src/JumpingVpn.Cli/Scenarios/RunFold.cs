using JumpingVpn.Cli.Sharding;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The results of a run under many seeds: counts by scenario, and each run that did not pass in the order of scenarios and
/// seeds.</summary>
internal sealed class RunFold : IResultFold
{
    private readonly SortedDictionary<int, CountLine> _counts = [];
    private readonly SortedDictionary<(int Scenario, ulong Seed), TroubleLine> _trouble = [];

    /// <summary>The counts, scenario by scenario.</summary>
    public IReadOnlyCollection<CountLine> Counts => _counts.Values;

    /// <summary>The runs that did not pass.</summary>
    public IReadOnlyCollection<TroubleLine> Trouble => _trouble.Values;

    /// <inheritdoc/>
    public IEnumerable<string> Rows => _counts.Values.Concat<RunLine>(_trouble.Values).Select(ResultLine.Write);

    /// <inheritdoc/>
    public void Add(string row, string place)
    {
        switch (ResultLine.Read<RunLine>(row, place))
        {
            case CountLine line:
                Add(line);
                break;
            case TroubleLine line:
                _trouble[(line.Scenario, line.Seed)] = line;
                break;
            default:
                throw new ResultFileException($"{place}: this is not a line of a run.");
        }
    }

    /// <summary>Adds a run.</summary>
    /// <param name="record">The run.</param>
    /// <param name="scenario">Its place in the plan, see <see cref="CountLine.Scenario"/>.</param>
    /// <param name="options">What was asked for, for the command line that repeats it.</param>
    public void Add(RunRecord record, int scenario, RunOptions options)
    {
        ScenarioOutcome outcome = record.Result.Outcome;
        Add(
            new CountLine
            {
                Scenario = scenario,
                At = record.Run.Scenario.Location,
                Title = $"{record.Run.Scenario.Feature.Name} › {record.Run.Scenario.Name}",
                Backend = record.Run.Backend,
                Passed = outcome == ScenarioOutcome.Passed ? 1 : 0,
                Failed = outcome == ScenarioOutcome.Failed ? 1 : 0,
                Broken = outcome == ScenarioOutcome.Broken ? 1 : 0,
                Skipped = outcome == ScenarioOutcome.Skipped ? 1 : 0,
            }
        );
        if (outcome is ScenarioOutcome.Failed or ScenarioOutcome.Broken)
        {
            _trouble[(scenario, record.Run.Seed)] = new TroubleLine
            {
                Scenario = scenario,
                Seed = record.Run.Seed,
                At = record.Result.Location,
                Message = (record.Result.Message ?? "").Split('\n')[0],
                Replay = ReplayCommand.For(record.Run, options),
            };
        }
    }

    private void Add(CountLine line) =>
        _counts[line.Scenario] = _counts.TryGetValue(line.Scenario, out CountLine? known) ? known.Plus(line) : line;
}

using System.Globalization;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;
using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>
/// Tells a person how a run goes: the seed first, a line per scenario, what did not pass once more, the sums last. But for the time taken,
/// the text is a function of the features and the seed; only where someone watches are the running scenario and its time shown besides.
/// </summary>
internal sealed class RunReport(Surroundings surroundings, RunOptions options)
{
    private const string EraseLine = "\r\e[2K";

    private readonly TextWriter _out = surroundings.Out;
    private readonly Ink _ink = surroundings.OutInk;
    private readonly List<RunRecord> _trouble = [];
    private readonly SortedDictionary<ScenarioOutcome, int> _counts = [];
    private readonly List<string> _complaints = [];
    private int _places = -1;
    private (PlannedScenario? Plan, string? Backend) _place;

    /// <summary>What the result file is to hold; null if there is none.</summary>
    public RunFold? Results { get; } = options.ResultsPath is null ? null : new RunFold();

    /// <summary>True when a scenario did not pass that should have.</summary>
    public bool HasFailures => Count(ScenarioOutcome.Failed) + _complaints.Count > 0;

    /// <summary>True when a scenario does not say what it means.</summary>
    public bool HasBroken => Count(ScenarioOutcome.Broken) > 0;

    /// <summary>What hooks after a feature or after the run had to complain about.</summary>
    public IReadOnlyList<string> Complaints => _complaints;

    /// <summary>True when anything went wrong.</summary>
    public bool HasTrouble => HasFailures || HasBroken;

    /// <summary>The first line.</summary>
    public void Start()
    {
        string seeds =
            options.Shard != Shard.Whole ? $"part {options.Shard.Describe(options.Seed, options.Seeds)}"
            : options.Seeds > 1
                ? string.Create(CultureInfo.InvariantCulture, $"{options.Seed} to {options.Seed + (ulong)options.Seeds - 1}")
            : options.Seed.ToString(CultureInfo.InvariantCulture);
        _out.WriteLine($"seed: {seeds}");
    }

    /// <summary>Shows what is running now, to someone who watches.</summary>
    public void Begin(PlannedRun run, int number, int of)
    {
        if (_ink.Enabled)
        {
            // A line that wraps could not be erased again.
            string text = string.Create(CultureInfo.InvariantCulture, $"{number}/{of} {run.Title}");
            _out.Write($"{EraseLine}{_ink.Dim(text[..Math.Min(text.Length, Math.Max(surroundings.Columns() - 1, 0))])}");
        }
    }

    /// <summary>One scenario's line; for a failure also its steps, the reason with its place, and how to replay it.</summary>
    public void End(RunRecord record)
    {
        ScenarioOutcome outcome = record.Result.Outcome;
        _counts[outcome] = Count(outcome) + 1;
        Note(record);
        string erase = _ink.Enabled ? EraseLine : string.Empty;
        bool fine = outcome is ScenarioOutcome.Passed or ScenarioOutcome.Skipped;
        if (fine && options.Quiet)
        {
            _out.Write(erase);
            return;
        }

        string time = _ink.Enabled ? _ink.Dim(Milliseconds(record.Elapsed)) : string.Empty;
        _out.WriteLine($"{erase}{Mark(outcome)} {record.Run.Title}{time}");
        if (record.Run.Plan.ClaimsNothing && outcome == ScenarioOutcome.Passed)
        {
            _out.WriteLine("    note: no Then step: it checks only what holds in every scenario");
        }

        if (fine)
        {
            return;
        }

        _trouble.Add(record);
        foreach (string line in ScenarioReport.Write(record.Result).TrimEnd().Split('\n'))
        {
            _out.WriteLine($"    {line}");
        }

        _out.WriteLine($"    replay: {ReplayCommand.For(record.Run, options)}");
    }

    /// <summary>What hooks before and after the run wrote.</summary>
    public void Tell(IReadOnlyList<string> output)
    {
        foreach (string line in options.Quiet ? [] : output.SelectMany(static text => text.ReplaceLineEndings("\n").Split('\n')))
        {
            _out.WriteLine($"| {line}");
        }
    }

    /// <summary>What hooks after a feature or after the run had to complain about: it counts as one failure.</summary>
    public void Complain(string error)
    {
        _complaints.Add(error);
        _out.WriteLine($"{_ink.Red("✗")} {error}");
    }

    /// <summary>Where the trace is, and its fingerprint.</summary>
    public void Trace(TraceFile trace) =>
        _out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"trace: {trace.Path}, {trace.Lines} lines, hash {trace.Hash}"));

    /// <summary>Where the reports are.</summary>
    public void Reports(IEnumerable<ReportTarget> targets)
    {
        foreach (ReportTarget target in targets)
        {
            _out.WriteLine($"report: {target.Path}");
        }
    }

    /// <summary>What did not pass, the time taken, what was not run, and the sums, which are the last line.</summary>
    public void Finish(TimeSpan elapsed, int planned)
    {
        LastRun.Write(surroundings.StateDirectory, [.. _trouble.Select(static record => record.Run)]);
        Repeat(ScenarioOutcome.Broken, "broken; fix the feature file or its steps");
        Repeat(ScenarioOutcome.Failed, "failed");
        if (_trouble.Count > 0)
        {
            _out.WriteLine();
        }

        Annotations.Write(_trouble, surroundings);
        int ran = _counts.Values.Sum();
        string left = ran < planned ? string.Create(CultureInfo.InvariantCulture, $", {planned - ran} not run") : string.Empty;
        _out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{ran} scenario{(ran == 1 ? string.Empty : "s")} in {elapsed.TotalSeconds:F1} s{left}"
            )
        );
        string sums =
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Count(ScenarioOutcome.Passed)} passed, {Count(ScenarioOutcome.Failed) + _complaints.Count} failed"
            )
            + Also(ScenarioOutcome.Broken, "broken")
            + Also(ScenarioOutcome.Skipped, "skipped");
        _out.WriteLine(HasTrouble ? _ink.Red(sums) : _ink.Green(sums));
    }

    private static string Milliseconds(TimeSpan elapsed) =>
        string.Create(CultureInfo.InvariantCulture, $" ({elapsed.TotalMilliseconds:F0} ms)");

    private void Repeat(ScenarioOutcome outcome, string title)
    {
        List<RunRecord> records = [.. _trouble.Where(record => record.Result.Outcome == outcome)];
        if (records.Count == 0)
        {
            return;
        }

        _out.WriteLine();
        _out.WriteLine($"{title}:");
        foreach (RunRecord record in records)
        {
            _out.WriteLine($"  {Mark(outcome)} {record.Run.Title}");
            _out.WriteLine($"    {record.Result.Location}: {record.Result.Message?.Split('\n')[0]}");
            _out.WriteLine($"    {ReplayCommand.For(record.Run, options)}");
        }
    }

    // Records come in the order of the plan: all seeds of a scenario on a carrier, then the next.
    private void Note(RunRecord record)
    {
        if (_place != (record.Run.Plan, record.Run.Backend))
        {
            _place = (record.Run.Plan, record.Run.Backend);
            _places++;
        }

        Results?.Add(record, _places, options);
    }

    private int Count(ScenarioOutcome outcome) => _counts.GetValueOrDefault(outcome);

    private string Also(ScenarioOutcome outcome, string word) =>
        Count(outcome) == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {Count(outcome)} {word}");

    private string Mark(ScenarioOutcome outcome) =>
        outcome switch
        {
            ScenarioOutcome.Passed => _ink.Green("✓"),
            ScenarioOutcome.Skipped => _ink.Yellow("-"),
            ScenarioOutcome.Broken => _ink.Red("!"),
            _ => _ink.Red("✗"),
        };
}

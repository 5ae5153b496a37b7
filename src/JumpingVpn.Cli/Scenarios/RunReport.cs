using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Gherkin.Reporting;
using JumpingVpn.Gherkin.Running;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>
/// Tells a person how a run goes: the seed first, a line per scenario, the sums last. The text is a function of the features and the seed;
/// only where someone watches are the running scenario and the time taken shown besides.
/// </summary>
internal sealed class RunReport(Surroundings surroundings, ulong seed)
{
    private const string EraseLine = "\r\e[2K";

    private readonly TextWriter _out = surroundings.Out;
    private readonly Ink _ink = surroundings.OutInk;
    private int _passed;
    private int _failed;
    private int _skipped;

    /// <summary>True when a scenario did not pass that should have.</summary>
    public bool HasFailures => _failed > 0;

    /// <summary>The first line.</summary>
    public void Start() => _out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed: {seed}"));

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
    public void End(PlannedRun run, ScenarioResult result, long startedAt)
    {
        string erase = _ink.Enabled ? EraseLine : string.Empty;
        string time = _ink.Enabled ? _ink.Dim(Elapsed(startedAt)) : string.Empty;
        _out.WriteLine($"{erase}{Mark(result.Outcome)} {run.Title}{time}");
        if (result.Outcome is ScenarioOutcome.Passed or ScenarioOutcome.Skipped)
        {
            return;
        }

        foreach (string line in ScenarioReport.Write(result).TrimEnd().Split('\n'))
        {
            _out.WriteLine($"    {line}");
        }

        _out.WriteLine($"    replay: {ReplayCommand.For(run, seed)}");
    }

    /// <summary>What hooks after a feature or after the run had to complain about: it counts as one failure.</summary>
    public void Complain(string error)
    {
        _failed++;
        _out.WriteLine($"{_ink.Red("✗")} {error}");
    }

    /// <summary>Where the trace is, and its fingerprint.</summary>
    public void Trace(TraceFile trace) => _out.WriteLine(
        string.Create(CultureInfo.InvariantCulture, $"trace: {trace.Path}, {trace.Lines} lines, hash {trace.Hash}"));

    /// <summary>The last line.</summary>
    public void Finish()
    {
        string skipped = _skipped == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", {_skipped} skipped");
        string sums = string.Create(CultureInfo.InvariantCulture, $"{_passed} passed, {_failed} failed{skipped}");
        _out.WriteLine(HasFailures ? _ink.Red(sums) : _ink.Green(sums));
    }

    private static string Elapsed(long startedAt) =>
        string.Create(CultureInfo.InvariantCulture, $" ({Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds:F0} ms)");

    private string Mark(ScenarioOutcome outcome)
    {
        switch (outcome)
        {
            case ScenarioOutcome.Passed:
                _passed++;
                return _ink.Green("✓");
            case ScenarioOutcome.Skipped:
                _skipped++;
                return _ink.Yellow("-");
            default:
                _failed++;
                return _ink.Red("✗");
        }
    }
}

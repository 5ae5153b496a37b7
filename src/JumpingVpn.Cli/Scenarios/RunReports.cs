using System.Reflection;
using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The reports of one run of the command: they are told of the plan, of each record, and of the end.</summary>
internal sealed class RunReports : IDisposable
{
    // Scenarios begin on the threads that run them.
    private readonly Lock _gate = new();
    private readonly ReportSet _set;
    private readonly Dictionary<PlannedRun, ReportRun> _runs = new(ReferenceEqualityComparer.Instance);

    private RunReports(ReportSet set) => _set = set;

    /// <summary>Opens the files and writes the plan.</summary>
    /// <exception cref="ReportFileException">One cannot be written.</exception>
    public static RunReports Start(RunOptions options, RunPlan plan, DateTimeOffset now)
    {
        var set = ReportSet.Open(options.Reports, options.ReportDetail);
        var reports = new RunReports(set);
        foreach (PlannedRun run in plan.Runs)
        {
            string replay = ReplayCommand.For(run, options);
            var reported = new ReportRun(reports._runs.Count, run.Scenario, run.Backend, run.Seed, replay)
            {
                Expressions = [.. run.Plan.Steps.Select(static step => step.Binding?.Expression)],
            };
            reports._runs.Add(run, reported);
        }

        set.Start(FactsOf(options, now), [.. reports._runs.Values]);
        return reports;
    }

    /// <inheritdoc cref="ReportSet.Lost"/>
    public IReadOnlyList<ReportFileException> Lost => _set.Lost;

    /// <summary>Tells that a scenario is being run.</summary>
    public void Begin(PlannedRun run)
    {
        lock (_gate)
        {
            _set.Begin(_runs[run]);
        }
    }

    /// <summary>Tells what became of a scenario.</summary>
    public void End(RunRecord record)
    {
        lock (_gate)
        {
            _set.End(new ReportResult(_runs[record.Run], record.Result, record.Elapsed, record.Picture));
        }
    }

    /// <summary>Tells that the run is over.</summary>
    public void Finish(TimeSpan elapsed, IReadOnlyList<string> complaints, bool isCutShort) =>
        _set.Finish(new ReportSum(elapsed, complaints, isCutShort));

    public void Dispose() => _set.Dispose();

    /// <summary>Without all but the first digits of the commit.</summary>
    private static string ShortVersion()
    {
        string version =
            Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        int plus = version.IndexOf('+', StringComparison.Ordinal);
        return version[..Math.Min(version.Length, plus < 0 ? version.Length : plus + 9)];
    }

    private static ReportFacts FactsOf(RunOptions options, DateTimeOffset now) =>
        new()
        {
            Command = CommandText.Of(options),
            Seed = options.Seed,
            Program = $"jumpingvpn {ShortVersion()}",
            StartedAt = now,
        };
}

using JumpingVpn.Cli.Reporting;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Reports;
using JumpingVpn.Steps;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>
/// The reports that <c>dotnet test</c> writes where <c>JUMPINGVPN_REPORT</c> names them, as <c>--report</c> does, several with a semicolon
/// between: <c>html=report.html;junit=junit.xml</c>. They end with the process.
/// </summary>
internal sealed class FeatureTestReports
{
    private const string Variable = "JUMPINGVPN_REPORT";

    private static readonly Lazy<FeatureTestReports?> Opened = new(Open);

    private readonly Lock _gate = new();
    private readonly ReportSet _set;
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly long _startedAt = TimeProvider.System.GetTimestamp();
    private readonly Dictionary<(string File, string Name, string Backend), ReportRun> _runs = [];
    private bool _isOver;

    private FeatureTestReports(ReportSet set) => _set = set;

    /// <summary>The reports; null where none is asked for.</summary>
    /// <exception cref="ReportFileException">One cannot be written.</exception>
    public static FeatureTestReports? Current => Opened.Value;

    /// <summary>Tells what became of a test.</summary>
    public void End(ScenarioResult result, string backend, TimeSpan elapsed, SceneRecorder recorder)
    {
        lock (_gate)
        {
            if (!_isOver && _runs.TryGetValue((result.Scenario.Feature.FullPath, result.Scenario.Name, backend), out ReportRun? run))
            {
                _set.End(new ReportResult(run, result, elapsed, recorder.ToPicture()));
            }
        }
    }

    private static FeatureTestReports? Open()
    {
        string[] words = (Environment.GetEnvironmentVariable(Variable) ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : Start([.. words.Select(Parse)]);
    }

    private static ReportTarget Parse(string word) =>
        ReportTarget.TryParse(word, out ReportTarget? target, out string? error)
            ? target
            : throw new ArgumentException($"{Variable}: '{word}': {error}.");

    private static FeatureTestReports Start(ReportTarget[] targets)
    {
        ulong seed = new LabSettings().Seed;
        var reports = new FeatureTestReports(ReportSet.Open(targets, ReportDetail.Failed));
        foreach (Scenario scenario in FeatureCatalog.Load(FeaturesDirectory.Path).Scenarios)
        {
            foreach (string backend in BackendTags.Left(scenario))
            {
                string replay = FeatureTests.Replay(scenario, backend, seed);
                var run = new ReportRun(reports._runs.Count, scenario, backend, seed, replay);
                reports._runs.TryAdd((scenario.Feature.FullPath, scenario.Name, backend), run);
            }
        }

        reports._set.Start(
            new ReportFacts
            {
                Command = "dotnet test tests/JumpingVpn.Features.Tests",
                Seed = seed,
                Program = "dotnet test",
                StartedAt = reports._clock.GetLocalNow(),
            },
            [.. reports._runs.Values]
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => reports.Finish();
        return reports;
    }

    private void Finish()
    {
        lock (_gate)
        {
            _isOver = true;
            _set.Finish(new ReportSum(_clock.GetElapsedTime(_startedAt), [], IsCutShort: false));
            _set.Dispose();
        }
    }
}

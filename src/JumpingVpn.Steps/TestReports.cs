using System.Reflection;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Reports;
using JumpingVpn.Steps.Recording;

namespace JumpingVpn.Steps;

/// <summary>
/// The reports of a test project whose tests are scenarios. The environment variable <c>JUMPINGVPN_REPORT</c> names them as <c>jumpingvpn
/// run --report</c> does, several with a semicolon between: <c>html=report.html;junit=junit.xml</c>. Without it nothing is written and
/// nothing is recorded.
/// </summary>
/// <remarks>Thread rule: any thread. The reports end when they are disposed of, at the latest with the process.</remarks>
public sealed class TestReports : IDisposable
{
    private const string Variable = "JUMPINGVPN_REPORT";

    private readonly Lock _gate = new();
    private readonly Dictionary<(string File, string Name, string Backend), ReportRun> _runs = [];
    private readonly FeatureCatalog _catalog;
    private readonly string _folder;
    private readonly string _replay;
    private readonly TimeProvider _clock;
    private readonly long _startedAt;
    private readonly Lazy<ReportSet?> _set;
    private bool _isOver;

    /// <summary>Opens no file yet: the first scenario does.</summary>
    /// <param name="catalog">The features. The reports name all their scenarios, also those that no test runs.</param>
    /// <param name="folder">Where a relative path of a report begins: tests do not run in the folder of whoever called them.</param>
    /// <param name="replay">The command that runs a scenario again, without the scenario: <c>jumpingvpn run</c>.</param>
    /// <param name="clock">The clock on the wall.</param>
    public TestReports(FeatureCatalog catalog, string folder, string replay, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(catalog);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(replay);
        ArgumentNullException.ThrowIfNull(clock);
        _catalog = catalog;
        _folder = folder;
        _replay = replay;
        _clock = clock;
        _startedAt = clock.GetTimestamp();
        _set = new Lazy<ReportSet?>(Open);
    }

    /// <summary>Which reports are asked for; empty for none.</summary>
    /// <value>Default: what <c>JUMPINGVPN_REPORT</c> says.</value>
    public string Asked { get; init; } = Environment.GetEnvironmentVariable(Variable) ?? string.Empty;

    /// <summary>Runs a scenario and tells the reports what became of it.</summary>
    /// <param name="scenario">One of the catalog; another one is run and not reported.</param>
    /// <param name="backend">The carrier.</param>
    /// <param name="run">Runs it with these settings.</param>
    /// <returns>What became of it.</returns>
    /// <exception cref="ArgumentException"><see cref="Asked"/> does not say what it should.</exception>
    /// <exception cref="ReportFileException">A report cannot be written.</exception>
    public ScenarioResult Run(Scenario scenario, string backend, Func<LabSettings, ScenarioResult> run)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(run);
        ReportSet? set = _set.Value;
        ReportRun? reported = set is null ? null : _runs.GetValueOrDefault((scenario.Feature.FullPath, scenario.Name, backend));
        SceneRecorder? recorder = reported is null ? null : new SceneRecorder($"{scenario.Feature.Name} › {scenario.Name}");
        var settings = new LabSettings
        {
            Backend = backend,
            Folder = Path.GetDirectoryName(scenario.Feature.FullPath)!,
            Witness = recorder,
        };
        Tell(set, reported, one => one.Begin(reported!));
        long startedAt = _clock.GetTimestamp();
        ScenarioResult result = run(settings);
        TimeSpan elapsed = _clock.GetElapsedTime(startedAt);
        Tell(set, reported, one => one.End(new ReportResult(reported!, result, elapsed, recorder!.ToPicture())));
        return result;
    }

    /// <summary>The command that runs a scenario again, with the seed that tests have.</summary>
    public string Replay(Scenario scenario, string backend)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return FormattableString.Invariant($"{_replay} {Shown(scenario).Location} --backend {backend} --seed {new LabSettings().Seed}");
    }

    /// <summary>Ends the reports.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            bool isOver = _isOver;
            _isOver = true;
            if (!isOver && _set is { IsValueCreated: true, Value: { } set })
            {
                set.Finish(new ReportSum(_clock.GetElapsedTime(_startedAt), [], IsCutShort: false));
                set.Dispose();
                ThrowIfLost(set);
            }
        }
    }

    private void Tell(ReportSet? set, ReportRun? reported, Action<ReportSet> tell)
    {
        lock (_gate)
        {
            if (set is null || reported is null || _isOver)
            {
                return;
            }

            tell(set);
            ThrowIfLost(set);
        }
    }

    /// <summary>A report that is lost fails a test: nobody else would hear of it.</summary>
    private static void ThrowIfLost(ReportSet set)
    {
        if (set.Lost is [var lost, ..])
        {
            throw lost;
        }
    }

    private ReportSet? Open()
    {
        ReportTarget[] targets = [.. Asked.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];
        if (targets.Length == 0)
        {
            return null;
        }

        var set = ReportSet.Open(targets, ReportDetail.Failed);
        var runs = new List<ReportRun>();
        foreach (Scenario scenario in _catalog.Scenarios)
        {
            Scenario shown = Shown(scenario);
            foreach (string backend in BackendTags.Left(scenario))
            {
                var run = new ReportRun(runs.Count, shown, backend, new LabSettings().Seed, Replay(scenario, backend));
                if (_runs.TryAdd((scenario.Feature.FullPath, scenario.Name, backend), run))
                {
                    runs.Add(run);
                }
            }
        }

        var facts = new ReportFacts
        {
            Command = "dotnet test",
            Seed = new LabSettings().Seed,
            Program = $"JumpingVpn.Steps {Version}",
            StartedAt = _clock.GetLocalNow(),
        };
        set.Start(facts, runs);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Dispose();
        return set;
    }

    private static string? Version =>
        typeof(TestReports).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion;

    /// <summary>With the path of its file from the folder of the reports, if it is below it: a report is read on other machines,
    /// too.</summary>
    private Scenario Shown(Scenario scenario)
    {
        string path = Path.GetRelativePath(_folder, scenario.Feature.FullPath).Replace('\\', '/');
        return path.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(path)
            ? scenario
            : scenario with
            {
                Feature = scenario.Feature with { Path = path },
            };
    }

    private ReportTarget Parse(string word) =>
        ReportTarget.TryParse(word, out ReportTarget? target, out string? error)
            ? target with
            {
                Path = Path.Combine(_folder, target.Path),
            }
            : throw new ArgumentException($"{Variable}: '{word}': {error}.");
}

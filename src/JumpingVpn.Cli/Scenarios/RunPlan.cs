using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>What is to be run, in order; or everything that keeps it from being run.</summary>
internal sealed class RunPlan
{
    private const string DefaultPath = "features";

    private RunPlan(IReadOnlyList<PlannedRun> runs, IReadOnlyList<string> errors, string? refusal)
    {
        Runs = runs;
        Errors = errors;
        Refusal = refusal;
    }

    /// <summary>Scenario by scenario in the order of the files, each on every carrier and under every seed before the next one.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; }

    /// <summary>Every error in the feature files, not only the first, with file, line and column.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Why nothing can be run, in one line; null if something can.</summary>
    public string? Refusal { get; }

    /// <summary>Tells every error where nothing can be run.</summary>
    /// <returns>With what the command ends; null if something can be run.</returns>
    public Outcome? Refuse(Surroundings surroundings)
    {
        if (Refusal is null)
        {
            return null;
        }

        foreach (string error in Errors)
        {
            surroundings.Error.WriteLine(error);
        }

        return Outcome.Usage(Refusal);
    }

    /// <summary>Reads the features and looks up every step, before anything is run.</summary>
    /// <exception cref="OperationCanceledException">It was interrupted.</exception>
    public static RunPlan Make(RunOptions options, StepVocabulary vocabulary, Surroundings surroundings)
    {
        CancellationToken stop = surroundings.Stop;
        IReadOnlySet<string>? last = options.Rerun ? LastRun.Read(surroundings.StateDirectory) : null;
        IReadOnlyList<string> paths =
            options.Paths.Count > 0 ? options.Paths
            : last is { Count: > 0 } ? LastRun.FilesOf(last)
            : [DefaultPath];
        if (last is { Count: 0 })
        {
            return Refused("nothing failed last time.");
        }

        if (paths is [DefaultPath] && !Directory.Exists(DefaultPath))
        {
            return Refused(
                $"there is no directory '{DefaultPath}' here; go to the repository's root, or name a .feature file or a directory."
            );
        }

        if (vocabulary.Problems.Count > 0)
        {
            return Broken(vocabulary.Problems);
        }

        var catalog = FeatureCatalog.Load(paths, stop);
        var planner = new ScenarioPlanner(vocabulary);
        List<FeatureError> errors = [.. catalog.Errors];
        List<PlannedRun> runs = [];
        foreach (Scenario scenario in catalog.Scenarios.Where(scenario => Selects(options, scenario)))
        {
            stop.ThrowIfCancellationRequested();
            PlannedScenario planned = planner.Plan(scenario, stop);
            errors.AddRange(scenario.IsIgnored ? [] : planned.Errors.Concat(BackendTags.Problems(scenario)));
            runs.AddRange(RunsOf(planned, options).Where(run => last?.Contains(LastRun.KeyOf(run)) ?? true));
        }

        return errors.Count > 0 ? Broken(InFileOrder(errors, catalog))
            : runs.Count == 0 ? Refused(Nothing(options, catalog.Scenarios.Count))
            : new RunPlan(runs, [], null);
    }

    private static bool Selects(RunOptions options, Scenario scenario) =>
        (options.Tags?.Matches(scenario.Tags) ?? true) && (options.Name?.IsMatch($"{scenario.Feature.Name} › {scenario.Name}") ?? true);

    private static IEnumerable<PlannedRun> RunsOf(PlannedScenario planned, RunOptions options) =>
        from backend in options.Backends
        where BackendTags.Left(planned.Scenario).Contains(backend)
        let range = options.Shard.RangeOf(options.Seeds)
        from seed in Enumerable.Range(range.Before, range.Count)
        select new PlannedRun(planned, backend, options.Seed + (ulong)seed) { ShowsSeed = options.Seeds > 1 };

    private static RunPlan Refused(string refusal) => new([], [], refusal);

    private static IEnumerable<string> InFileOrder(List<FeatureError> errors, FeatureCatalog catalog)
    {
        SortedDictionary<string, int> order = new(StringComparer.Ordinal);
        foreach (FeatureFile file in catalog.Files)
        {
            order.TryAdd(file.Path, order.Count);
        }

        return errors
            .OrderBy(error => order.GetValueOrDefault(error.Path, -1))
            .ThenBy(static error => error.Line)
            .ThenBy(static error => error.Column)
            .Select(static error => error.ToString());
    }

    private static RunPlan Broken(IEnumerable<string> all)
    {
        // A background's step is bound once per scenario; its error is said once.
        string[] errors = [.. all.Distinct(StringComparer.Ordinal)];
        string count = errors.Length == 1 ? "1 error" : string.Create(CultureInfo.InvariantCulture, $"{errors.Length} errors");
        return new RunPlan([], errors, $"{count}; nothing was run.");
    }

    private static string Nothing(RunOptions options, int found)
    {
        string where = options.Paths.Count == 0 ? DefaultPath : string.Join(", ", options.Paths);
        string tags = options.Tags is null ? string.Empty : $" --tags '{options.Tags.Text}'";
        string name = options.Name is null ? string.Empty : $" --name '{options.Name}'";
        name += options.Rerun ? " --rerun" : string.Empty;
        string backend = options.Backends.Count == 1 ? $" on the backend {options.Backends[0]}" : string.Empty;
        return found switch
        {
            0 => $"there is no scenario in {where}.",
            1 => $"the one scenario in {where} does not match{tags}{name}{backend}.",
            _ => $"none of the {found} scenarios in {where} matches{tags}{name}{backend}.",
        };
    }
}

using System.Globalization;
using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Running;
using JumpingVpn.Gherkin.Vocabulary;

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

    /// <summary>Scenario by scenario in the order of the files, each on every carrier before the next one.</summary>
    public IReadOnlyList<PlannedRun> Runs { get; }

    /// <summary>Every error in the feature files, not only the first, with file and line.</summary>
    public IReadOnlyList<string> Errors { get; }

    /// <summary>Why nothing can be run, in one line; null where something can.</summary>
    public string? Refusal { get; }

    /// <summary>Reads the features and looks up every step, before anything is run.</summary>
    public static RunPlan Make(RunOptions options, StepVocabulary vocabulary)
    {
        if (options.Paths.Count == 0 && !Directory.Exists(DefaultPath))
        {
            return Refused(
                $"there is no directory '{DefaultPath}' here; go to the repository's root, or name a .feature file or a directory.");
        }

        var catalog = FeatureCatalog.Load(options.Paths.Count == 0 ? [DefaultPath] : options.Paths);
        List<FeatureError> errors = [.. catalog.Errors];
        List<PlannedRun> runs = [];
        foreach (Scenario scenario in catalog.Scenarios.Where(scenario => options.Tags?.Matches(scenario.Tags) ?? true))
        {
            BoundScenario bound = ScenarioRunner.Bind(scenario, vocabulary);
            errors.AddRange(scenario.IsIgnored ? [] : ProblemsOf(bound));
            IEnumerable<string> backends = options.Backends.Where(backend => Backends.Allows(scenario, backend));
            runs.AddRange(backends.Select(backend => new PlannedRun(bound, backend)));
        }

        return vocabulary.Problems.Count > 0 ? Broken(vocabulary.Problems)
            : errors.Count > 0 ? Broken(InFileOrder(errors, catalog))
            : runs.Count == 0 ? Refused(Nothing(options, catalog.Scenarios.Count))
            : new RunPlan(runs, [], null);
    }

    private static RunPlan Refused(string refusal) => new([], [], refusal);

    private static IEnumerable<string> InFileOrder(List<FeatureError> errors, FeatureCatalog catalog)
    {
        List<string> order = [.. catalog.Files.Select(static file => file.Path)];
        IEnumerable<FeatureError> ordered = errors.OrderBy(error => order.IndexOf(error.Path)).ThenBy(static error => error.Line);
        return ordered.Select(static error => error.ToString());
    }

    private static RunPlan Broken(IEnumerable<string> all)
    {
        // A background's step is bound once per scenario; its error is said once.
        string[] errors = [.. all.Distinct(StringComparer.Ordinal)];
        string count = errors.Length == 1 ? "1 error" : string.Create(CultureInfo.InvariantCulture, $"{errors.Length} errors");
        return new RunPlan([], errors, $"{count}; nothing was run.");
    }

    private static IEnumerable<FeatureError> ProblemsOf(BoundScenario bound) => bound.Steps
        .Where(static step => step.Problem is not null)
        .Select(step => new FeatureError(bound.Scenario.Feature.Path, step.Step.Line, 0, $"{step.Step}: {step.Message}"));

    private static string Nothing(RunOptions options, int found)
    {
        string where = options.Paths.Count == 0 ? DefaultPath : string.Join(", ", options.Paths);
        string tags = options.Tags is null ? string.Empty : $" --tags '{options.Tags.Text}'";
        string backend = options.Backends.Count == 1 ? $" on the backend {options.Backends[0]}" : string.Empty;
        return found == 0
            ? $"there is no scenario in {where}."
            : $"none of the {found} scenarios in {where} matches{tags}{backend}.";
    }
}

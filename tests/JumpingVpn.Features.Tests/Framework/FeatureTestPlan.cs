using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;

namespace JumpingVpn.Features.Tests.Framework;

/// <summary>All tests of the features directory.</summary>
internal static class FeatureTestPlan
{
    private static readonly Lazy<IReadOnlyList<FeatureTest>> Loaded = new(() => Load(FeaturesDirectory.Path));

    /// <summary>The tests, in the order of the files and their lines.</summary>
    public static IReadOnlyList<FeatureTest> All => Loaded.Value;

    /// <summary>The test that another process found under an id. If it is gone, a test that fails and says so.</summary>
    public static FeatureTest Find(string id) => All.FirstOrDefault(test => test.Id == id) ?? Vanished(id);

    /// <summary>Makes a test of each scenario and backend, and of whatever is wrong.</summary>
    public static IReadOnlyList<FeatureTest> Load(string directory)
    {
        FeatureCatalog? catalog = Directory.Exists(directory) ? FeatureCatalog.Load(directory) : null;
        if (catalog is null)
        {
            var error = new FeatureError(directory, 0, 0, $"there is no such directory; set {FeaturesDirectory.Variable}");
            return [Broken(directory, directory, [error])];
        }

        IEnumerable<FeatureTest> broken = catalog
            .Errors.GroupBy(error => error.Path)
            .Select(group => Broken(directory, group.Key, [.. group]));
        return [.. broken, .. catalog.Scenarios.SelectMany(scenario => TestsOf(scenario, directory))];
    }

    private static IEnumerable<FeatureTest> TestsOf(Scenario scenario, string directory)
    {
        FeatureError[] problems = [.. BackendTags.Problems(scenario)];
        return problems.Length > 0
            ? [Broken(directory, scenario.Feature.Path, problems) with { Name = scenario.Name, Line = scenario.Line }]
            : BackendTags.Left(scenario).Select(backend => TestOf(scenario, backend, directory));
    }

    private static FeatureTest TestOf(Scenario scenario, string backend, string directory)
    {
        string relative = Relative(directory, scenario.Feature.FullPath);
        return new FeatureTest
        {
            DisplayName = $"{relative}: {scenario.Feature.Name} › {scenario.Name} [{backend}]",
            RelativePath = relative,
            FullPath = scenario.Feature.FullPath,
            Line = scenario.Line,
            Name = scenario.Name,
            Backend = backend,
            SkipReason = scenario.IsIgnored ? "@ignore" : null,
            Traits =
            [
                .. scenario.Tags.Select(tag => KeyValuePair.Create("Category", tag.TrimStart('@'))),
                KeyValuePair.Create("Category", backend),
                KeyValuePair.Create("Backend", backend),
                KeyValuePair.Create("Feature", scenario.Feature.Name),
                KeyValuePair.Create("Scenario", scenario.Name),
                .. scenario.Rule is null ? [] : new[] { KeyValuePair.Create("Rule", scenario.Rule) },
            ],
            Run = () => FeatureTests.Scenario(scenario, backend),
        };
    }

    private static FeatureTest Broken(string directory, string path, FeatureError[] errors)
    {
        string relative = Relative(directory, path);
        int line = Math.Max(1, errors[0].Line);
        return new FeatureTest
        {
            DisplayName = $"{relative}: cannot be run",
            RelativePath = relative,
            FullPath = Path.GetFullPath(path),
            Line = line,
            Name = "cannot be run",
            Run = () => FeatureTestOutcome.Failed(string.Join('\n', errors), nameof(FeatureError), Path.GetFullPath(path), line, relative),
        };
    }

    private static FeatureTest Vanished(string id)
    {
        string path = id.Split('|')[0];
        string message = $"`{id}` was discovered, but is no longer there";
        return new FeatureTest
        {
            DisplayName = id,
            RelativePath = path,
            FullPath = Path.Combine(FeaturesDirectory.Path, path),
            Line = 1,
            Name = id,
            Run = () => FeatureTestOutcome.Failed(message, nameof(FeatureError), path, 1, id),
        };
    }

    private static string Relative(string directory, string path)
    {
        string relative = Path.GetRelativePath(directory, path).Replace('\\', '/');
        return relative == "." ? "features" : relative;
    }
}

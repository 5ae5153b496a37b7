using System.Reflection;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Reporting;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;
using MyNamespace.Steps;
using Xunit;

namespace MyNamespace.Tests;

/// <summary>Each scenario of features/ is a test, on each carrier that its tags leave.</summary>
public sealed class FeatureTests
{
    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load(typeof(TrainSteps).Assembly);
    private static readonly FeatureCatalog Catalog = FeatureCatalog.Load(FeaturesDirectory());

    // JUMPINGVPN_REPORT="html=report.html" says which reports; a path begins in the folder above features/.
    private static readonly TestReports Reports = new(
        Catalog,
        Path.Combine(FeaturesDirectory(), ".."),
        "dotnet jumpingvpn run --steps \"MyNetwork.Steps\"",
        TimeProvider.System
    );

    public static TheoryData<string, string> Scenarios()
    {
        var data = new TheoryData<string, string>();
        foreach (Scenario scenario in Catalog.Scenarios.Where(scenario => !scenario.IsIgnored))
        {
            foreach (string backend in BackendTags.Left(scenario))
            {
                data.Add(NameOf(scenario), backend);
            }
        }

        return data;
    }

    [Fact]
    public void The_features_can_be_read() => Assert.Empty(Catalog.Errors.Concat(Catalog.Scenarios.SelectMany(BackendTags.Problems)));

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void It_passes(string name, string backend)
    {
        Scenario scenario = Catalog.Scenarios.First(scenario => NameOf(scenario) == name);

        ScenarioResult result = OnABareThread(() =>
            Reports.Run(scenario, backend, settings => ScenarioRunner.RunTimed(scenario, Vocabulary, TimeProvider.System, settings))
        );

        Assert.True(
            result.Outcome == ScenarioOutcome.Passed,
            $"{ScenarioReport.Write(result)}\nreplay: {Reports.Replay(scenario, backend)}"
        );
    }

    private static string NameOf(Scenario scenario) => $"{scenario.Feature.Name} › {scenario.Name}";

    private static string FeaturesDirectory() =>
        typeof(FeatureTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(entry => entry.Key == "Features").Value!;

    // xunit gives each test a synchronization context; a scenario brings its own.
    private static T OnABareThread<T>(Func<T> run)
    {
        SynchronizationContext? outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            return run();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}

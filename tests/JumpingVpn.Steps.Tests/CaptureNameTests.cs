using System.Text;
using JumpingVpn.Gherkin.Documents;
using JumpingVpn.Gherkin.Running;
using JumpingVpn.Gherkin.Vocabulary;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Steps.Tests;

public sealed class CaptureNameTests
{
    private static readonly StepVocabulary Vocabulary = StepVocabulary.From(typeof(LabSettings).Assembly);

    [Fact]
    public void A_capture_bears_the_names_of_the_feature_and_the_scenario()
    {
        string path = RepositoryFiles.PathOf("features/examples/your-first-feature.feature");
        Scenario scenario = FeatureCatalog.Load(path).Scenarios[0];
        using MemoryStream capture = new();

        ScenarioResult result = ScenarioRunner.Run(scenario, Vocabulary, new LabSettings { Capture = capture });

        result.Outcome.Should().Be(ScenarioOutcome.Passed);
        Encoding.UTF8.GetString(capture.ToArray()).Should().Contain($"{scenario.Feature.Name}: {scenario.Title}");
    }
}

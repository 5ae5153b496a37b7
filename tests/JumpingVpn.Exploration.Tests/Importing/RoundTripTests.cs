using JumpingVpn.Exploration.Importing;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Simulation.Captures;
using JumpingVpn.Simulation.Tracing;
using JumpingVpn.Steps;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Exploration.Tests.Importing;

/// <summary>The capture of a scenario becomes another scenario, whose capture is the same.</summary>
public sealed class RoundTripTests
{
    [Theory]
    [InlineData("session")]
    [InlineData("nat")]
    [InlineData("network")]
    [InlineData("reattach")]
    public void The_capture_of_an_imported_capture_is_the_same(string folder)
    {
        using var bench = new Bench();
        string root = Path.Combine(RepositoryFiles.Root, "features", folder);
        List<string> wrong = [];
        int count = 0;
        foreach (string path in Directory.EnumerateFiles(root, "*.feature").Order(StringComparer.Ordinal))
        {
            foreach (Scenario scenario in FeatureFile.Load(path).Scenarios.Where(Runs))
            {
                count++;
                if (DifferenceOf(bench, scenario) is { } difference)
                {
                    wrong.Add($"{scenario.Feature.Name} › {scenario.Name}: {difference}");
                }
            }
        }

        count.Should().BeGreaterThan(20);
        string.Join('\n', wrong).Should().BeEmpty();
    }

    private static bool Runs(Scenario scenario) => !scenario.IsIgnored && BackendTags.Left(scenario).Contains(BackendTags.Simulated);

    private static string? DifferenceOf(Bench bench, Scenario scenario)
    {
        CaptureContent first = CaptureOf(bench, scenario);
        if (first.Datagrams.Count == 0)
        {
            return null;
        }

        ImportResult result;
        try
        {
            result = new CaptureImport(bench.Worker, bench.Planner).Import([new NamedCapture("it", first)], new ImportOptions());
        }
        catch (ImportRefusedException refusal)
        {
            return refusal.Message;
        }

        return result
            .Differences.Concat(result.NotUnderstood.Where(static it => it.StartsWith("Left out", StringComparison.Ordinal)))
            .FirstOrDefault();
    }

    private static CaptureContent CaptureOf(Bench bench, Scenario scenario)
    {
        using var stream = new MemoryStream();
        PlannedScenario planned = bench.Plan(scenario);
        ScenarioResult run = bench.Worker.Run(planned, new LabSettings { Capture = new PcapngCapture(stream, scenario.Name) });
        run.Outcome.Should().Be(ScenarioOutcome.Passed, run.Message);
        stream.Position = 0;
        CaptureContent content = CaptureReader.Read(stream);
        content.Broken.Should().BeNull();
        content.Skipped.Should().BeEmpty();
        return content;
    }
}

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
        using var bench = Bench.WithOwnVocabulary();
        string root = Path.Combine(RepositoryFiles.Root, "features", folder);
        List<string> wrong = [];
        int same = 0;
        foreach (string path in Directory.EnumerateFiles(root, "*.feature").Order(StringComparer.Ordinal))
        {
            foreach (Scenario scenario in FeatureFile.Load(path).Scenarios.Where(Runs))
            {
                string? difference = DifferenceOf(bench, scenario);
                same += difference is null ? 1 : 0;
                if (difference is { Length: > 0 })
                {
                    wrong.Add($"{scenario.Feature.Name} › {scenario.Name}: {difference}");
                }
            }
        }

        string.Join('\n', wrong).Should().BeEmpty();
        same.Should().BeGreaterThan(20);
    }

    private static bool Runs(Scenario scenario) => !scenario.IsIgnored && BackendTags.Left(scenario).Contains(BackendTags.Simulated);

    /// <summary>How the second capture differs; null where it does not, empty where plain hosts cannot say all of the first.</summary>
    private static string? DifferenceOf(Bench bench, Scenario scenario)
    {
        CaptureContent first = CaptureOf(bench, scenario);
        if (first.Datagrams.Count == 0)
        {
            return "";
        }

        ImportResult result;
        try
        {
            result = new CaptureImport(bench.Worker, bench.Planner).Import([new NamedCapture("it", first)], new ImportOptions());
        }
        catch (ImportRefusedException refusal)
        {
            return IsBeyondPlainHosts(refusal.Message) ? "" : refusal.Message;
        }

        return result.NotUnderstood.FirstOrDefault(static it => it.StartsWith("Left out", StringComparison.Ordinal)) is { } leftOut
                ? (IsBeyondPlainHosts(leftOut) ? "" : leftOut)
            : result.Differences.Count > 0 ? result.Differences[0]
            : Compare(first, CaptureOf(bench, FeatureFile.Parse(result.Feature, "it.feature").Scenarios[0]));
    }

    /// <summary>What an attacker forges, and the ports that a NAT forwards to who never spoke.</summary>
    private static bool IsBeyondPlainHosts(string words) =>
        words.Contains("forged or replayed", StringComparison.Ordinal) || words.Contains("forwarded ports", StringComparison.Ordinal);

    /// <summary>Compares what was seen at hosts, byte counts and times, with nothing of the import's own.</summary>
    private static string? Compare(CaptureContent first, CaptureContent second)
    {
        List<(long Ticks, int Length)> one = AtHosts(first);
        List<(long Ticks, int Length)> other = AtHosts(second);
        return one.SequenceEqual(other) ? null : $"{one.Except(other).Count()} of {one.Count} sightings at hosts differ";
    }

    private static List<(long Ticks, int Length)> AtHosts(CaptureContent content)
    {
        TimeSpan begin = content.Datagrams[0].At;
        return
        [
            .. content
                .Datagrams.Where(static it =>
                    !it.Point.EndsWith("side", StringComparison.Ordinal)
                    && !it.Point.Contains('>', StringComparison.Ordinal)
                    && it.Comment?.Contains("dropped by", StringComparison.Ordinal) != true
                )
                .Select(it => ((it.At - begin).Ticks, it.Payload.Length))
                .Order(),
        ];
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

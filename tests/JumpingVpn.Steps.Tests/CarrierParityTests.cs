using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Steps.Tests;

/// <summary>For one feature and seed both carriers tell the same story: the trace, to the byte, and the hops of each datagram.</summary>
public sealed class CarrierParityTests
{
    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();
    private static readonly TestRun Run = TestRun.Start(Vocabulary);
    private static readonly ScenarioPlanner Planner = new(Vocabulary);

    public static TheoryData<string> Features() =>
        [
            .. Directory
                .GetFiles(RepositoryFiles.PathOf("features"), "*.feature", SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(RepositoryFiles.Root, path))
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(Features))]
    public void A_feature_leaves_the_same_trace_on_both_carriers(string feature)
    {
        foreach (Scenario scenario in FeatureCatalog.Load(RepositoryFiles.PathOf(feature)).Scenarios)
        {
            if (scenario.Tags.Contains("@sim-only") || scenario.Tags.Contains("@udp-only"))
            {
                continue;
            }

            (List<string> trace, HopLines hops) = Trace(scenario, "sim");
            (List<string> udpTrace, HopLines udpHops) = Trace(scenario, "udp");
            udpTrace.Should().Equal(trace, $"of \"{scenario.Name}\"");
            udpHops.Sorted.Should().Equal(hops.Sorted, $"of the hops of \"{scenario.Name}\"");
        }
    }

    private static (List<string> Lines, HopLines Hops) Trace(Scenario scenario, string backend)
    {
        List<string> lines = [];
        var hops = new HopLines();
        using ScenarioWorker worker = Run.OpenWorker();
        ScenarioResult result = worker.Run(
            Planner.Plan(scenario),
            new LabSettings
            {
                Backend = backend,
                Seed = 3,
                TraceLine = lines.Add,
                Witness = hops,
            }
        );
        result.Outcome.Should().Be(ScenarioOutcome.Passed, $"of \"{scenario.Name}\" on {backend}: {result.Message}");
        lines.Should().NotBeEmpty();
        return (DropsLastInTheirInstant(lines), hops);
    }

    /// <summary>A drop is seen when the relay gets to it, which over real sockets is after everything else that is sent at that
    /// instant.</summary>
    private static List<string> DropsLastInTheirInstant(List<string> lines) =>
        [
            .. lines
                .GroupBy(line => line[..line.IndexOf(',', StringComparison.Ordinal)])
                .SelectMany(instant => instant.OrderBy(line => line.Contains("\"what\":\"dropped\"", StringComparison.Ordinal))),
        ];
}

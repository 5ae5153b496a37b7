using JumpingVpn.Exploration.Faults;
using JumpingVpn.Exploration.Reference;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Lab;
using JumpingVpn.Network.Nat;
using JumpingVpn.Steps;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Exploration.Tests.Faults;

public sealed class FaultInjectorTests : IDisposable
{
    private static readonly string[] Story =
    [
        "Given a gateway \"gw\"",
        "And a NAT \"home\" that is a port-restricted cone",
        "And a client \"phone\" behind \"home\"",
        "And \"phone\" has started a session on \"gw\"",
        "When \"phone\" sends 3 messages",
        "And 20 s pass",
        "And \"phone\" sends a message",
        "And 20 s pass",
        "Then the session of \"phone\" is ATTACHED",
        "And \"phone\" can exchange 2 more messages",
        "And all messages of \"phone\" arrive exactly once",
    ];

    private readonly Bench _bench = new();

    public void Dispose() => _bench.Dispose();

    public static TheoryData<string> Features()
    {
        TheoryData<string> features = [];
        string root = RepositoryFiles.PathOf("features");
        foreach (string path in Directory.GetFiles(root, "*.feature", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            features.Add(Path.GetRelativePath(Path.GetDirectoryName(root)!, path).Replace('\\', '/'));
        }

        return features;
    }

    [Theory]
    [MemberData(nameof(Features))]
    public void Where_nothing_is_injected_the_trace_is_that_of_the_plain_run(string feature)
    {
        foreach (Scenario scenario in FeatureCatalog.Load(RepositoryFiles.PathOf(feature)).Scenarios)
        {
            if (BackendTags.Left(scenario).Contains(BackendTags.Simulated) && !scenario.IsIgnored)
            {
                PlannedScenario planned = _bench.Plan(scenario);

                Injected(_bench.TargetOf(planned).Planned, FaultPlan.Empty, out _)
                    .Should()
                    .Equal(_bench.Trace(planned), $"{scenario} is not disturbed");
            }
        }
    }

    public static TheoryData<Fault> Faults()
    {
        var inTheMiddle = new Moment { After = TimeSpan.FromSeconds(3) };
        var withData = new Moment
        {
            Datagram = 2,
            Node = "phone",
            Way = LinkWays.Up,
        };
        return
        [
            new DatagramFault(3, "phone", LinkWays.Up, 1, DatagramFate.Lost, TimeSpan.Zero),
            new DatagramFault(4, "phone", LinkWays.Up, 2, DatagramFate.Duplicated, TimeSpan.Zero),
            new DatagramFault(4, "gw", LinkWays.Down, 2, DatagramFate.Delayed, TimeSpan.FromMilliseconds(700)),
            new BitFault(4, "phone", LinkWays.Up, 3, 9),
            new ReplayFault(4, "phone", 1, TimeSpan.FromTicks(1), null),
            new ReplayFault(4, "gw", 1, TimeSpan.FromSeconds(1), null),
            new NatFault(4, "home", NatRebindingKind.Port, withData),
            new NatFault(6, "home", null, inTheMiddle),
            new HostFault(5, "gw", HostTrouble.Crash, TimeSpan.Zero, inTheMiddle),
            new HostFault(4, "gw", HostTrouble.Restart, TimeSpan.Zero, withData),
            new HostFault(4, "gw", HostTrouble.Pause, TimeSpan.FromSeconds(2), withData),
            new HostFault(5, "phone", HostTrouble.ClockAhead, TimeSpan.FromHours(25), inTheMiddle),
            new HostFault(5, "phone", HostTrouble.ClockBack, TimeSpan.FromHours(25), inTheMiddle),
            new HostFault(4, "phone", HostTrouble.Cut, TimeSpan.FromSeconds(2), withData),
            new ForgeryFault(5, """{"type":"TERMINATE","session_id":"phone"}""", "gw", "phone", inTheMiddle),
            new ForgeryFault(4, """{"type":"ERROR","code":"UNKNOWN_SESSION"}""", "phone", "gw", withData),
            new PartitionFault(9, "phone", "gw", TimeSpan.FromSeconds(1), new Moment()),
        ];
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_leaves_the_same_trace_injected_and_written_as_a_step(Fault fault)
    {
        PlannedScenario planned = _bench.Plan(Story);
        List<string> written = [.. Story];
        string keyword = fault.BeforeStep < 4 ? "Given" : "When";
        written[fault.BeforeStep] = written[fault.BeforeStep].Replace("And ", $"{KeywordAt(fault.BeforeStep)} ", StringComparison.Ordinal);
        written.Insert(fault.BeforeStep, $"{keyword} {fault.Sentence}");

        List<string> injected = Injected(planned, new FaultPlan([fault]), out IReadOnlyList<Fault> struck);

        struck.Should().Equal(fault);
        WithoutVerdict(injected).Should().Equal(WithoutVerdict(_bench.Trace(_bench.Plan([.. written]))).Take(injected.Count - 1));
    }

    public static TheoryData<ProbeFault> Probes() =>
        [
            new ProbeFault(6, "web:2", "server", null),
            new ProbeFault(6, "server:2", "web", "server"),
            new ProbeFault(7, "web", "other:2", null),
            new ProbeFault(5, "web", "other", null),
        ];

    [Theory]
    [MemberData(nameof(Probes))]
    public void A_probe_leaves_the_same_trace_injected_and_written_as_a_step(ProbeFault probe)
    {
        string[] story =
        [
            "Given a NAT \"home\" that is a port-restricted cone",
            "And a peer \"server\"",
            "And a peer \"other\"",
            "And a peer \"web\" behind \"home\"",
            "And \"web\" has probed \"server\"",
            "And 5 s pass",
            "When \"web\" probes \"other\"",
            "Then the probe arrives",
        ];
        List<string> written = [.. story];
        written.Insert(probe.BeforeStep, probe.BeforeStep < 6 ? $"And {probe.GivenSentence}" : $"When {probe.Sentence}");

        List<string> injected = Injected(_bench.Plan(story), new FaultPlan([probe]), out IReadOnlyList<Fault> struck);

        struck.Should().Equal(probe);
        WithoutVerdict(injected).Should().Equal(WithoutVerdict(_bench.Trace(_bench.Plan([.. written]))));
    }

    [Fact]
    public void A_probe_to_an_address_that_nobody_has_seen_does_not_strike()
    {
        PlannedScenario planned = _bench.Plan(
            "Given a NAT \"home\" that is a port-restricted cone",
            "And a peer \"server\"",
            "And a peer \"web\" behind \"home\"",
            "When \"web\" probes \"server\"",
            "Then the probe arrives"
        );

        Injected(planned, new FaultPlan([new ProbeFault(3, "server:2", "web", "server")]), out IReadOnlyList<Fault> struck);

        struck.Should().BeEmpty();
    }

    private static string KeywordAt(int step) =>
        step < 4 ? "Given"
        : step < 8 ? "When"
        : "Then";

    private static IEnumerable<string> WithoutVerdict(List<string> trace) => trace.SkipLast(1);

    private List<string> Injected(PlannedScenario planned, FaultPlan plan, out IReadOnlyList<Fault> struck)
    {
        List<string> lines = [];
        var injector = new FaultInjector(plan, planned.Scenario);
        var watch = new ReferenceWatch(injector);
        ScenarioResult result = _bench
            .Worker.Prepare(planned)
            .Run(
                new FaultJudge(planned, injector, isSeedSeen: true),
                new LabSettings
                {
                    TraceLine = lines.Add,
                    Witness = watch,
                    Disturber = watch,
                    Seed = 1,
                }
            );
        lines.Add($"{result.Outcome} {result.Message}");
        struck = injector.Struck;
        return lines;
    }
}

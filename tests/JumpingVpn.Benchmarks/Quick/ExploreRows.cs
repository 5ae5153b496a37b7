using JumpingVpn.Exploration.Strategies;
using JumpingVpn.Exploration.Trials;
using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;
using JumpingVpn.Steps;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>How many seeds of a scenario are explored in a second, on one core and warm; and whether the memory stays.</summary>
internal static class ExploreRows
{
    private const int Numbers = 2_000;

    private const string Plain = """
        Feature: F
          Scenario: The socket dies
            Given a gateway "gw" with a session TTL of 30 s
            And a client "phone" with a session on "gw"
            And "phone" has exchanged 1 message
            When the socket of "phone" dies
            And "phone" reattaches from a new socket
            Then the reattach is accepted
        """;

    private const string Hard = """
        Feature: F
          Scenario: The socket dies behind a NAT, on a lossy link, before an attacker
            Given a gateway "gw" with a session TTL of 30 s
            And a NAT "home" that is a port-restricted cone
            And a client "phone" behind "home" with a session on "gw"
            And an off-path attacker "eve" who sees what "phone" sends
            And the link of "phone" loses 5 % of the datagrams
            And "phone" has exchanged 1 message
            When the socket of "phone" dies
            And "phone" reattaches from a new socket
            And "eve" sends everything that she has captured from her own address
            Then the session of "phone" is ATTACHED
        """;

    public static IEnumerable<Row> All()
    {
        StepVocabulary vocabulary = SessionVocabulary.Load();
        using var run = TestRun.Start(vocabulary);
        using ScenarioWorker worker = run.OpenWorker();
        foreach (
            (string name, string text, double target) in new[]
            {
                ("plain reattach", Plain, 8_000.0),
                ("NAT, loss, attacker", Hard, 3_000.0),
            }
        )
        {
            var runner = new TrialRunner(worker);
            Target scenario = TargetOf(text, vocabulary);
            if (runner.Profile(scenario, 1).Signature is { } wrong)
            {
                throw new InvalidOperationException($"\"{name}\" does not pass without faults: {wrong}.");
            }

            var source = new TrialSource(StrategyMix.All[0], from: 1);
            ulong next = 0;
            double rate = Measure.Rate(() => Explore(runner, scenario, source, ref next));
            yield return new Row($"seeds explored, {name}", rate, "per second", target);
            long before = GC.GetTotalMemory(forceFullCollection: true);
            Explore(runner, scenario, source, ref next);
            Explore(runner, scenario, source, ref next);
            double kept = (double)(GC.GetTotalMemory(forceFullCollection: true) - before) / (2 * Numbers);
            yield return new Row($"memory kept by a seed, {name}", Math.Max(kept, 0), "bytes", 16, AtMost: true);
        }
    }

    private static long Explore(TrialRunner runner, Target scenario, TrialSource source, ref ulong next)
    {
        long explored = 0;
        for (int i = 0; i < Numbers; i++)
        {
            if (source.Make(scenario, next++) is { } trial)
            {
                runner.Run(trial);
                explored++;
            }
        }

        return explored;
    }

    private static Target TargetOf(string text, StepVocabulary vocabulary)
    {
        var planner = new ScenarioPlanner(vocabulary);
        return Target.Of(planner, planner.Plan(FeatureFile.Parse(text, "f.feature").Scenarios[0]));
    }
}

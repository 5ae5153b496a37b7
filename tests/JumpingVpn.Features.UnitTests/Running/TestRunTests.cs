using System.Collections.Concurrent;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class TestRunTests
{
    private const string Three = "Feature: F\n  Scenario: A\n    Given x\n  Scenario: B\n    Given x\n  Scenario: C\n    Given x\n";

    [Fact]
    public void Several_workers_run_scenarios_on_several_threads_at_once_and_each_has_its_own_feature()
    {
        const int Workers = 3;
        using var barrier = new Barrier(Workers);
        var log = new ConcurrentQueue<string>();
        using var vocabulary = StepVocabulary.From([typeof(Meeting)]);
        Meeting.Log = log;
        var planner = new ScenarioPlanner(vocabulary);
        var scenarios = Try.Parse(Three).Scenarios.Select(scenario => planner.Plan(scenario)).ToList();
        var results = new ConcurrentQueue<ScenarioResult>();
        using (var run = TestRun.Start(vocabulary))
        {
            List<Thread> threads =
            [
                .. Enumerable
                    .Range(0, Workers)
                    .Select(_ => new Thread(() =>
                    {
                        using ScenarioWorker worker = run.OpenWorker();
                        foreach (PlannedScenario scenario in scenarios)
                        {
                            results.Enqueue(worker.Run(scenario, barrier));
                        }
                    })),
            ];
            threads.ForEach(thread => thread.Start());
            threads.ForEach(thread => thread.Join());
            run.Errors.Should().BeEmpty();
        }

        results.Should().HaveCount(9).And.OnlyContain(result => result.Outcome == ScenarioOutcome.Passed);
        log.Count(line => line == "before feature").Should().Be(Workers);
        log.Count(line => line == "after feature").Should().Be(Workers);
        log.Count(line => line == "x").Should().Be(9);
    }

    [Fact]
    public void A_worker_leaves_a_feature_when_it_comes_to_the_next()
    {
        var log = new ConcurrentQueue<string>();
        Meeting.Log = log;
        using var barrier = new Barrier(1);
        using var vocabulary = StepVocabulary.From([typeof(Meeting)]);
        var planner = new ScenarioPlanner(vocabulary);
        using var run = TestRun.Start(vocabulary);
        using (ScenarioWorker worker = run.OpenWorker())
        {
            worker.Run(planner.Plan(Try.Scenario(Three)), barrier);
            worker.Run(planner.Plan(Try.Scenario(Three)), barrier);
        }

        log.Should().Equal("before feature", "x", "after feature", "before feature", "x", "after feature");
    }

    [Fact]
    public void What_hooks_after_a_feature_throw_is_told_by_the_run()
    {
        using var vocabulary = StepVocabulary.From([typeof(HookTests.ThrowingAtFeatures)]);
        PlannedScenario planned = new ScenarioPlanner(vocabulary).Plan(Try.Scenario("@after\nFeature: F\n  Scenario: S\n    Given x\n"));
        using var run = TestRun.Start(vocabulary);
        using (ScenarioWorker worker = run.OpenWorker())
        {
            worker.Run(planned).Outcome.Should().Be(ScenarioOutcome.Passed);
        }

        run.Errors.Should().Equal("a [AfterFeature] hook failed: bad end");
    }

    [Fact]
    public void Each_step_that_is_run_is_timed_by_the_clock_of_the_run()
    {
        using var vocabulary = StepVocabulary.From([typeof(HookTests.ThrowingAtFeatures)]);
        PlannedScenario planned = new ScenarioPlanner(vocabulary).Plan(Try.Steps("Given x", "Given x"));
        using var run = TestRun.Start(vocabulary, new SteppingClock());
        using ScenarioWorker worker = run.OpenWorker();

        ScenarioResult result = worker.Run(planned);

        result.Steps.Select(step => step.Elapsed).Should().Equal(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Nothing_is_run_after_the_end()
    {
        using var vocabulary = StepVocabulary.From([typeof(Meeting)]);
        var run = TestRun.Start(vocabulary);
        ScenarioWorker worker = run.OpenWorker();
        worker.Dispose();
        run.Dispose();

        worker
            .Invoking(each => each.Run(new ScenarioPlanner(vocabulary).Plan(Try.Scenario(Three))))
            .Should()
            .Throw<ObjectDisposedException>();
        run.Invoking(each => each.OpenWorker()).Should().Throw<ObjectDisposedException>();
    }

    /// <summary>Goes on by a second each time it is read.</summary>
    private sealed class SteppingClock : TimeProvider
    {
        private long _seconds;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _seconds++;
    }

    [Binding]
    public sealed class Meeting(Barrier barrier)
    {
        public static ConcurrentQueue<string> Log { get; set; } = new();

        [BeforeFeature]
        public static void Before() => Log.Enqueue("before feature");

        [AfterFeature]
        public static void After() => Log.Enqueue("after feature");

        [Given("x")]
        public void X()
        {
            // Nobody goes on before all are here: they are at work at the same time.
            if (!barrier.SignalAndWait(TimeSpan.FromMinutes(1)))
            {
                throw new InvalidOperationException("the other workers did not come");
            }

            Log.Enqueue("x");
        }
    }
}

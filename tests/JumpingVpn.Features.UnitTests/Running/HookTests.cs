using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class HookTests
{
    private const string Two =
        "@t\nFeature: F\n  Scenario: A\n    Given x\n    And x\n    When y\n    Then x\n  @s\n  Scenario: B\n    Given x\n";

    [Fact]
    public void Hooks_run_around_what_their_names_say()
    {
        var log = new List<string>();

        Try.Run(Try.Scenario(Two), log, typeof(Recorder)).Outcome.Should().Be(ScenarioOutcome.Passed);

        log.Should()
            .Equal(
                "before scenario A",
                "before block Given",
                "before x",
                "x",
                "after x",
                "before x",
                "x",
                "after x",
                "after block Given",
                "before block When",
                "before y",
                "y",
                "after y",
                "after block When",
                "before block Then",
                "before x",
                "x",
                "after x",
                "after block Then",
                "after scenario A"
            );
    }

    [Fact]
    public void The_hooks_of_run_and_feature_run_once_around_their_scenarios()
    {
        FeatureFile file = Try.Parse(Two);
        RunRecorder.Log.Clear();
        using (var vocabulary = StepVocabulary.From([typeof(RunRecorder)]))
        using (var run = TestRun.Start(vocabulary))
        using (ScenarioWorker worker = run.OpenWorker())
        {
            var planner = new ScenarioPlanner(vocabulary);
            file.Scenarios.Select(scenario => worker.Run(planner.Plan(scenario)).Outcome)
                .Should()
                .Equal(ScenarioOutcome.Passed, ScenarioOutcome.Passed);
        }

        RunRecorder.Log.Should().Equal("before run", "before feature F", "x 1", "x 2", "x 3", "x 4", "after feature", "after run");
    }

    [Fact]
    public void Hooks_run_by_order_and_only_for_their_tags()
    {
        var log = new List<string>();
        Try.Run(Try.Scenario(Two), log, typeof(Ordered));
        log.Should().Equal("first", "feature tag", "last", "after 1", "after 2");

        log.Clear();
        Try.Run(Try.Scenario(Two, 1), log, typeof(Ordered));
        log.Should().Equal("first", "scenario tag", "feature tag", "last", "after 1", "after 2");
    }

    [Fact]
    public void A_throwing_hook_before_the_scenario_stops_its_kind_and_the_steps_but_not_the_after_hooks()
    {
        var log = new List<string>();

        ScenarioResult result = Try.Run(Try.Steps("Given x"), log, typeof(Throwing));

        log.Should().Equal("after");
        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().Be("a [BeforeScenario] hook failed: no luck");
        result.Steps.Single().Status.Should().Be(StepStatus.Skipped);
        result.Error.Should().BeOfType<InvalidOperationException>();
    }

    [Theory]
    [InlineData("before", "bad before", "after hook")]
    [InlineData("after", "bad after", "step", "after hook")]
    public void A_throwing_step_hook_fails_the_step(string when, string message, params string[] expected)
    {
        var log = new List<string>();

        ScenarioResult result = Try.Run(Try.Steps($"Given {when}", "And more"), log, typeof(ThrowingAtSteps));

        log.Should().Equal(expected);
        result.Steps.Select(step => step.Status).Should().Equal(StepStatus.Failed, StepStatus.Skipped);
        result.Message.Should().Be(message);
    }

    [Theory]
    [InlineData("AfterScenario")]
    [InlineData("BeforeScenarioBlock")]
    [InlineData("AfterScenarioBlock")]
    public void A_throwing_hook_fails_a_scenario_whose_steps_pass(string hook)
    {
        ScenarioResult result = Try.Run(Try.Scenario($"@{hook}\nFeature: F\n  Scenario: S\n    Given x\n"), [], typeof(ThrowingSomewhere));

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().EndWith($"bad {hook}");
    }

    [Fact]
    public void A_throwing_hook_after_a_failure_does_not_hide_it()
    {
        ScenarioResult result = Try.Run(
            Try.Scenario("@AfterScenario\nFeature: F\n  Scenario: S\n    Given failure\n"),
            [],
            typeof(ThrowingSomewhere)
        );

        result.Message.Should().Be("first");
        result.HookErrors.Should().Equal("at the end of the scenario ([AfterScenario]): bad AfterScenario");
    }

    [Theory]
    [InlineData("skip", ScenarioOutcome.Skipped, "not today")]
    [InlineData("broken", ScenarioOutcome.Broken, "cannot be")]
    public void A_hook_may_skip_its_scenario_or_call_it_broken(string tag, ScenarioOutcome outcome, string message)
    {
        ScenarioResult result = Try.Run(Try.Scenario($"@{tag}\nFeature: F\n  Scenario: S\n    Given x\n"), [], typeof(Deciding));

        result.Outcome.Should().Be(outcome);
        result.Message.Should().Be(message);
        result.Steps.Single().Status.Should().Be(StepStatus.Skipped);
    }

    [Fact]
    public void A_hook_may_skip_its_scenario_after_the_steps()
    {
        ScenarioResult result = Try.Run(Try.Scenario("@skip-at-its-end\nFeature: F\n  Scenario: S\n    Given x\n"), [], typeof(Deciding));

        result.Outcome.Should().Be(ScenarioOutcome.Skipped);
        result.Message.Should().Be("not this day");
        result.HookErrors.Should().BeEmpty();
        result.Steps.Single().Status.Should().Be(StepStatus.Passed);
    }

    [Theory]
    [InlineData("before", "a [BeforeFeature] hook failed: bad feature", StepStatus.Skipped)]
    [InlineData("after", "a [AfterFeature] hook failed: bad end", StepStatus.Passed)]
    public void A_throwing_hook_around_the_feature_fails_its_scenario(string tag, string message, StepStatus step)
    {
        ScenarioResult result = Try.Run(Try.Scenario($"@{tag}\nFeature: F\n  Scenario: S\n    Given x\n"), [], typeof(ThrowingAtFeatures));

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().Be(message);
        result.Steps.Single().Status.Should().Be(step);
    }

    [Fact]
    public void A_throwing_hook_around_the_run_fails_its_scenarios_or_is_told_at_the_end()
    {
        ScenarioResult before = Try.Run(Try.Steps("Given x"), [], typeof(ThrowingBeforeRuns));
        before.Outcome.Should().Be(ScenarioOutcome.Failed);
        before.Message.Should().Be("a [BeforeTestRun] hook failed: bad start");
        before.Steps.Single().Status.Should().Be(StepStatus.Skipped);

        Try.Run(Try.Steps("Given x"), [], typeof(ThrowingAfterRuns)).HookErrors.Should().Equal("a [AfterTestRun] hook failed: bad end");
    }

    [Fact]
    public void A_vocabulary_that_nothing_was_run_on_calls_no_hooks()
    {
        RunRecorder.Log.Clear();

        Try.Plan(Try.Scenario(Two), typeof(RunRecorder)).IsRunnable.Should().BeTrue();

        RunRecorder.Log.Should().BeEmpty();
    }

    [Binding]
    public sealed class Recorder(ScenarioContext scenario, List<string> log)
    {
        [Before]
        public void BeforeScenario() => log.Add($"before scenario {scenario.ScenarioInfo.Title}");

        [After]
        public void AfterScenario() => log.Add($"after scenario {scenario.ScenarioInfo.Title}");

        [BeforeScenarioBlock]
        public void BeforeBlock() => log.Add($"before block {scenario.CurrentScenarioBlock}");

        [AfterScenarioBlock]
        public void AfterBlock() => log.Add($"after block {scenario.CurrentScenarioBlock}");

        [BeforeStep]
        public void BeforeStep() => log.Add($"before {scenario.StepContext!.StepInfo.Text}");

        [AfterStep]
        public void AfterStep() => log.Add($"after {scenario.StepContext!.StepInfo.Text}");

        [StepDefinition("{word}")]
        public void Step(string word) => log.Add(word);
    }

    [Binding]
    public sealed class RunRecorder(FeatureContext feature)
    {
        public static List<string> Log { get; } = [];

        [BeforeTestRun]
        public static void BeforeRun() => Log.Add("before run");

        [AfterTestRun]
        public static void AfterRun() => Log.Add("after run");

        [BeforeFeature("@t")]
        public static void BeforeFeature(FeatureContext context)
        {
            Log.Add($"before feature {context.FeatureInfo.Title}");
            context.Set(0, "count");
        }

        [BeforeFeature("other")]
        public static void BeforeOtherFeature() => Log.Add("never");

        [AfterFeature]
        public static void AfterFeature() => Log.Add("after feature");

        [StepDefinition("x")]
        public void Step()
        {
            feature.Set(feature.Get<int>("count") + 1, "count");
            Log.Add($"x {feature["count"]}");
        }

        [When("y")]
        public void Other() { }
    }

    [Binding]
    public sealed class Ordered(List<string> log)
    {
        [AfterScenario(Order = 2)]
        public void AfterTwo() => log.Add("after 2");

        [AfterScenario(Order = 1)]
        public void AfterOne() => log.Add("after 1");

        [BeforeScenario]
        public void Last() => log.Add("last");

        [BeforeScenario("s", Order = 2)]
        public void ScenarioTag() => log.Add("scenario tag");

        [BeforeScenario("none", "@t", Order = 3)]
        public void FeatureTag() => log.Add("feature tag");

        [BeforeScenario(Order = 1)]
        public void First() => log.Add("first");

        [BeforeScenario("none")]
        public void Never() => log.Add("never");

        [StepDefinition("{word}")]
        public void Step(string word) => _ = word;
    }

    [Binding]
    public sealed class Throwing(List<string> log)
    {
        [BeforeScenario(Order = 1)]
        public void First() => throw new InvalidOperationException("no luck");

        [BeforeScenario(Order = 2)]
        public void Second() => log.Add("second");

        [AfterScenario]
        public void After() => log.Add("after");

        [Given("x")]
        public void Step() => log.Add("step");
    }

    [Binding]
    public sealed class ThrowingAtSteps(ScenarioContext scenario, List<string> log)
    {
        [BeforeStep]
        public void Before()
        {
            if (scenario.StepContext!.StepInfo.Text == "before")
            {
                throw new InvalidOperationException("bad before");
            }
        }

        [AfterStep]
        public void After()
        {
            log.Add("after hook");
            if (scenario.StepContext!.StepInfo.Text == "after")
            {
                throw new InvalidOperationException("bad after");
            }
        }

        [Given("{word}")]
        public void Step(string word)
        {
            _ = word;
            log.Add("step");
        }
    }

    [Binding]
    public sealed class ThrowingAtFeatures
    {
        [BeforeFeature("before")]
        public static void Before() => throw new InvalidOperationException("bad feature");

        [AfterFeature("after")]
        public static void After() => throw new InvalidOperationException("bad end");

        [Given("x")]
        public void Step() { }
    }

    [Binding]
    public sealed class ThrowingSomewhere
    {
        [AfterScenario("AfterScenario")]
        public void AfterScenario() => throw new InvalidOperationException("bad AfterScenario");

        [BeforeScenarioBlock("BeforeScenarioBlock")]
        public void BeforeBlock() => throw new InvalidOperationException("bad BeforeScenarioBlock");

        [AfterScenarioBlock("AfterScenarioBlock")]
        public void AfterBlock() => throw new InvalidOperationException("bad AfterScenarioBlock");

        [Given("x")]
        public void Step() { }

        [Given("failure")]
        public void Failure() => throw new InvalidOperationException("first");
    }

    [Binding]
    public sealed class Deciding(Reqnroll.UnitTestProvider.IUnitTestRuntimeProvider runtime)
    {
        [BeforeScenario("skip")]
        public void Skip() => runtime.TestIgnore("not today");

        [AfterScenario("skip-at-its-end")]
        public void SkipAtItsEnd() => runtime.TestIgnore("not this day");

        [BeforeScenario("broken")]
        public void Break() => throw new BrokenScenarioException("cannot be");

        [Given("x")]
        public void Step() { }
    }

    [Binding]
    public sealed class ThrowingBeforeRuns
    {
        [BeforeTestRun]
        public static void Before() => throw new InvalidOperationException("bad start");

        [Given("x")]
        public void Step() { }
    }

    [Binding]
    public sealed class ThrowingAfterRuns
    {
        [AfterTestRun]
        public static void After() => throw new InvalidOperationException("bad end");

        [Given("x")]
        public void Step() { }
    }
}

using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class ContextTests
{
    [Fact]
    public void Classes_share_what_they_use_within_a_scenario_and_it_is_disposed_after_the_hooks()
    {
        var log = new List<string>();

        Try.Run(Try.Steps("Given left", "And right"), log, typeof(Left), typeof(Right)).Outcome.Should().Be(ScenarioOutcome.Passed);

        log.Should().Equal("made", "left", "right True", "after", "disposed");
    }

    [Fact]
    public void The_objects_of_the_caller_are_injected_and_left_alone()
    {
        var log = new List<string>();
        using var given = new Given();
        using var vocabulary = Features.Vocabulary.StepVocabulary.From([typeof(Injected)]);

        ScenarioResult result = ScenarioRunner.Run(Try.Steps("Given injected"), vocabulary, log, given);

        result.Outcome.Should().Be(ScenarioOutcome.Passed, result.Message);
        given.Used.Should().BeTrue();
        given.Disposed.Should().BeFalse();
    }

    [Fact]
    public void A_class_that_cannot_be_made_fails_the_step_that_needs_it()
    {
        ScenarioResult result = Try.Run(Try.Steps("Given x"), [], typeof(NeedsInterface));

        result.Outcome.Should().NotBe(ScenarioOutcome.Passed);
        result.FailedStep!.Message.Should().Contain("IGiven");
    }

    [Fact]
    public void Failing_disposal_fails_the_scenario()
    {
        ScenarioResult result = Try.Run(Try.Steps("Given x"), [], typeof(BadEnd));

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().Be("disposing of what the steps used failed: stuck");
    }

    [Fact]
    public void The_infos_tell_title_description_tags_and_arguments()
    {
        var log = new List<string>();
        Scenario scenario = Try.Scenario(
            "@f\nFeature: F\n  About F.\n  @r\n  Rule: R\n    @s\n    Scenario Outline: S <n>\n      About S.\n      Given x\n"
                + "      @e\n      Examples:\n        | n | m |\n        | 1 | 2 |\n"
        );

        Try.Run(scenario, log, typeof(Informed)).Outcome.Should().Be(ScenarioOutcome.Passed);

        log.Should().Equal("F: f: About F.", "S 1: s e / e f r s: About S.", "n=1 m=2", "R");
    }

    public interface IGiven;

    public sealed class Given : IGiven, IDisposable
    {
        public bool Used { get; set; }

        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }

    public sealed class Shared : IDisposable
    {
        private readonly List<string> _log;

        public Shared(List<string> log)
        {
            _log = log;
            _log.Add("made");
        }

        public void Dispose() => _log.Add("disposed");
    }

    [Binding]
    public sealed class Left(Shared shared, List<string> log)
    {
        public Shared Shared => shared;

        [Given("left")]
        public void Step() => log.Add("left");
    }

    [Binding]
    public sealed class Right(Shared shared, Left left, List<string> log)
    {
        [Given("right")]
        public void Step() => log.Add($"right {ReferenceEquals(shared, left.Shared)}");

        [AfterScenario]
        public void After() => log.Add("after");
    }

    [Binding]
    public sealed class Injected(Given given)
    {
        [Given("injected")]
        public void Step() => given.Used = true;
    }

    [Binding]
    public sealed class NeedsInterface(IGiven given)
    {
        [Given("x")]
        public void Step() => _ = given;
    }

    [Binding]
    public sealed class BadEnd : IDisposable
    {
        [Given("x")]
        public void Step() { }

        public void Dispose() => throw new InvalidOperationException("stuck");
    }

    [Binding]
    public sealed class Informed(FeatureContext feature, ScenarioContext scenario, List<string> log)
    {
        [Given("x")]
        public void Step()
        {
            ScenarioInfo info = scenario.ScenarioInfo;
            IOrderedEnumerable<string> all = info.CombinedTags.Order(StringComparer.Ordinal);
            log.Add($"{feature.FeatureInfo.Title}: {string.Join(' ', feature.FeatureInfo.Tags)}: {feature.FeatureInfo.Description}");
            log.Add($"{info.Title}: {string.Join(' ', info.Tags)} / {string.Join(' ', all)}: {info.Description}");
            log.Add($"n={info.Arguments["n"]} m={info.Arguments[1]}");
            log.Add(scenario.RuleInfo.Title);
        }
    }
}

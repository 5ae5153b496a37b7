using JumpingVpn.Features.Running;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class ContextTests
{
    [Fact]
    public void Classes_share_one_instance_per_scenario_and_it_is_disposed_after_the_hooks_latest_first()
    {
        var log = new List<string>();

        Try.Run(Try.Steps("Given left", "And right"), log, typeof(Left), typeof(Right)).Outcome.Should().Be(ScenarioOutcome.Passed);

        log.Should().Equal("inner made", "outer made", "left True", "right True", "after", "outer disposed", "inner disposed");
    }

    [Fact]
    public void The_callers_objects_are_injected_found_in_the_context_and_left_alone()
    {
        var log = new List<string>();
        using var given = new Given();

        var result = ScenarioRunner.Run(
            Try.Steps("Given injected"), Gherkin.Vocabulary.StepVocabulary.From([typeof(Injected)]), log, given);

        result.Outcome.Should().Be(ScenarioOutcome.Passed, result.Message);
        log.Should().Equal("same True", "by interface True", "in context True");
        given.Disposed.Should().BeFalse();
    }

    [Theory]
    [InlineData(typeof(NeedsText), "NeedsText needs String, which is not registered and cannot be made.")]
    [InlineData(typeof(NeedsInterface), "NeedsInterface needs IGiven, which is not registered and cannot be made.")]
    [InlineData(typeof(Tie), "Tie is needed, which has 2 constructors with the same number of parameters.")]
    [InlineData(typeof(Hidden), "Hidden is needed, which has no public constructor.")]
    [InlineData(typeof(Circle), "Circle needs Circle2 needs Circle: the constructors go round in a circle.")]
    public void A_class_that_cannot_be_made_says_why(Type binding, string message)
    {
        Try.Run(Try.Steps("Given x"), [], binding).Message.Should().Be(message);
    }

    [Fact]
    public void The_constructor_with_the_most_parameters_is_taken()
    {
        var log = new List<string>();

        Try.Run(Try.Steps("Given x"), log, typeof(Greedy));

        log.Should().Equal("greedy");
    }

    [Fact]
    public void Failing_disposal_fails_the_scenario()
    {
        var result = Try.Run(Try.Steps("Given x"), [], typeof(BadEnd));

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().Be("disposing of BadEnd failed: stuck");
    }

    [Fact]
    public void The_infos_tell_title_tags_and_arguments()
    {
        var log = new List<string>();
        var scenario = Try.Scenario(
            "@f\nFeature: F\n  @s\n  Scenario Outline: S <n>\n    Given x\n    @e\n    Examples:\n      | n | m |\n      | 1 | 2 |\n");

        Try.Run(scenario, log, typeof(Informed)).Outcome.Should().Be(ScenarioOutcome.Passed);

        log.Should().Equal("F: f", "S <n>: s e / s e f", "n=1 m=2");
    }

    public interface IGiven;

    public sealed class Given : IGiven, IDisposable
    {
        public bool Disposed { get; private set; }

        public void Dispose() => Disposed = true;
    }

    public sealed class Inner : IDisposable
    {
        private readonly List<string> _log;

        public Inner(List<string> log)
        {
            _log = log;
            _log.Add("inner made");
        }

        public void Dispose() => _log.Add("inner disposed");
    }

    public sealed class Outer : IAsyncDisposable
    {
        private readonly List<string> _log;

        public Outer(Inner inner, List<string> log)
        {
            Inner = inner;
            _log = log;
            _log.Add("outer made");
        }

        public Inner Inner { get; }

        public async ValueTask DisposeAsync()
        {
            await Task.Yield();
            _log.Add("outer disposed");
        }
    }

    [Binding]
    public sealed class Left(Outer outer, Inner inner, List<string> log)
    {
        [Given("left")]
        public void Step() => log.Add($"left {ReferenceEquals(outer.Inner, inner)}");
    }

    [Binding]
    public sealed class Right(Outer outer, Left left, List<string> log)
    {
        [Given("right")]
        public void Step() => log.Add($"right {outer is not null && left is not null}");

        [AfterScenario]
        public void After() => log.Add("after");
    }

    [Binding]
    public sealed class Injected(Given given, IGiven same, ScenarioContext context, List<string> log)
    {
        [Given("injected")]
        public void Step() => log.AddRange(
            ["same True", $"by interface {ReferenceEquals(given, same)}", $"in context {ReferenceEquals(context.Get<Given>(), given)}"]);
    }

    [Binding]
    public sealed class NeedsText(string text)
    {
        [Given("x")]
        public void Step() => _ = text;
    }

    [Binding]
    public sealed class NeedsInterface(IGiven given)
    {
        [Given("x")]
        public void Step() => _ = given;
    }

    [Binding]
    public sealed class Tie
    {
        public Tie(Inner inner) => _ = inner;

        public Tie(Outer outer) => _ = outer;

        [Given("x")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class Hidden
    {
        private Hidden()
        {
        }

        [Given("x")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class Circle(Circle2 next)
    {
        [Given("x")]
        public void Step() => _ = next;
    }

    public sealed class Circle2(Circle next)
    {
        public Circle Next { get; } = next;
    }

    [Binding]
    public sealed class Greedy
    {
        public Greedy()
        {
        }

        public Greedy(List<string> log) => log.Add("greedy");

        [Given("x")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class BadEnd : IDisposable
    {
        [Given("x")]
        public void Step()
        {
        }

        public void Dispose() => throw new InvalidOperationException("stuck");
    }

    [Binding]
    public sealed class Informed(FeatureContext feature, ScenarioContext scenario, List<string> log)
    {
        [Given("x")]
        public void Step()
        {
            var info = scenario.ScenarioInfo;
            log.Add($"{feature.FeatureInfo.Title}: {string.Join(' ', feature.FeatureInfo.Tags)}");
            log.Add($"{info.Title}: {string.Join(' ', info.Tags)} / {string.Join(' ', info.CombinedTags)}");
            log.Add($"n={info.Arguments["n"]} m={info.Arguments[1]}");
        }
    }
}

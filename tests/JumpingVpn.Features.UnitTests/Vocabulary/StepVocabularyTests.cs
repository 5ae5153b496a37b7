using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Vocabulary;

public sealed class StepVocabularyTests
{
    [Theory]
    [InlineData(typeof(AsyncVoid), "AsyncVoid.Step: \"a\": *async void methods are not supported*")]
    [InlineData(typeof(BadExpression), "BadExpression.Step: \"a {thing\": The '{' does not have a matching '}'*")]
    [InlineData(typeof(BadRegex), "BadRegex.Step: \"^a (b$\": *Not enough )'s*")]
    [InlineData(typeof(Unknown), "Unknown.Step: \"a {duraton}\": there is no parameter type {duraton}; did you mean \"duration\"?")]
    [InlineData(typeof(InstanceHook), "*must be static: *InstanceHook.Before*")]
    [InlineData(typeof(Generic<>), "*cannot be generic*")]
    [InlineData(typeof(TwoMeanings), "the parameter type {time} would mean both TimeSpan and DateTime: give one of them another Name")]
    [InlineData(typeof(NoResult), "NoResult.Make: a transformation takes a text or a table and returns the argument")]
    [InlineData(typeof(NoInput), "NoInput.Make: a transformation takes a text or a table and returns the argument")]
    [InlineData(
        typeof(NoGroups),
        "NoGroups.Make: the expression of the transformation has 0 groups, but the method takes 1 argument; "
            + "put each argument in parentheses, and other parentheses as (?:…)"
    )]
    [InlineData(
        typeof(WrongGroups),
        "WrongGroups.Make: the expression of the transformation has 2 groups, but the method takes 1 argument; *"
    )]
    [InlineData(typeof(BadTransformation), "BadTransformation.Make: \"(a\": *Not enough )'s*")]
    public void A_mistake_in_the_vocabulary_is_named_in_one_line(Type binding, string problem)
    {
        using var vocabulary = StepVocabulary.From([binding]);

        vocabulary.Problems.Should().ContainSingle().Which.Should().Match(problem).And.NotContain("\n");
    }

    [Fact]
    public void As_long_as_there_is_a_mistake_every_scenario_is_broken_by_it()
    {
        ScenarioResult result = Try.Run(Try.Steps("Given fine"), [], typeof(AsyncVoid));

        result.Outcome.Should().Be(ScenarioOutcome.Broken);
        result.Message.Should().StartWith("the step vocabulary has errors:\nAsyncVoid.Step: ");
        result.Steps.Single().Status.Should().Be(StepStatus.Broken);
    }

    [Fact]
    public void Steps_tell_what_a_catalogue_needs()
    {
        using var vocabulary = StepVocabulary.From([typeof(Documented)]);

        vocabulary.Problems.Should().BeEmpty();
        vocabulary.Steps.Select(step => step.ToString()).Should().Equal("Given it is {weekday} at {TimeOfDay}", "* ^by regex$");
        StepBinding step = vocabulary.Steps[0];
        step.Kinds.Should().Equal(StepKind.Given);
        step.Summary.Should().Be("Says which day it is, by name.");
        step.Examples.Should().Equal("Given it is Friday at noon", "Given it is Monday at night");
        step.Method.Name.Should().Be("ItIs");
        step.ScopeText.Should().BeEmpty();
        vocabulary.Steps[1].ScopeText.Should().Be("@slow, the feature \"F\", the scenario \"S\"");
        vocabulary
            .Parameters.Select(parameter => (parameter.Name, parameter.Type, parameter.Summary))
            .Should()
            .Equal(("weekday", typeof(DayOfWeek), "A day of the week, in English."));
    }

    [Fact]
    public void Only_the_classes_named_are_read_and_of_those_only_the_marked()
    {
        using var vocabulary = StepVocabulary.From([typeof(Plain), typeof(Documented)]);

        vocabulary.Steps.Should().HaveCount(2);
    }

    [Fact]
    public void An_assembly_is_read_as_a_whole_in_the_order_of_its_source()
    {
        using var vocabulary = StepVocabulary.From(typeof(StepVocabularyTests).Assembly);

        vocabulary
            .Steps.Select(step => step.MethodName)
            .Where(name => name is "Documented.ItIs" or "AsyncVoid.Step" or "AsyncVoid.Fine")
            .Should()
            .Equal("Documented.ItIs", "AsyncVoid.Step", "AsyncVoid.Fine");
        vocabulary.Problems.Should().Contain(problem => problem.StartsWith("NoResult.Make:", StringComparison.Ordinal));
    }

    public enum TimeOfDay
    {
        Noon,
        Night,
    }

    [Binding]
    public sealed class Documented
    {
        /// <summary>A day of the week, in English.</summary>
        [StepArgumentTransformation(Name = "weekday")]
        public static DayOfWeek Weekday(string name) => Enum.Parse<DayOfWeek>(name);

        /// <summary>
        /// Says which day it is, by <paramref name="name"/>.
        /// </summary>
        /// <example>
        /// Given it is Friday at noon
        /// Given it is Monday at night
        /// </example>
        [Given("it is {weekday} at {TimeOfDay}")]
        public void ItIs(DayOfWeek name, TimeOfDay time) => _ = (name, time);

        [StepDefinition("^by regex$")]
        [Scope(Tag = "slow", Feature = "F", Scenario = "S")]
        public void ByRegex() { }
    }

    [Binding]
    public sealed class AsyncVoid
    {
        [Given("a")]
        public async void Step() => await Task.Yield();

        [Given("fine")]
        public void Fine() { }
    }

    [Binding]
    public sealed class BadExpression
    {
        [Given("a {thing")]
        public void Step() { }
    }

    [Binding]
    public sealed class BadRegex
    {
        [Given("^a (b$")]
        public void Step() { }
    }

    [Binding]
    public sealed class Unknown
    {
        [StepArgumentTransformation(Name = "duration")]
        public static TimeSpan Duration(string text) => TimeSpan.FromSeconds(text.Length);

        [Given("a {duraton}")]
        public void Step(TimeSpan a) => _ = a;
    }

    [Binding]
    public sealed class InstanceHook
    {
        [BeforeFeature]
        public void Before() { }
    }

    [Binding]
    public sealed class Generic<T>
    {
        [Given("a")]
        public void Step() => _ = typeof(T);
    }

    [Binding]
    public sealed class TwoMeanings
    {
        [Given("a {time}")]
        public void Step(TimeSpan a) => _ = a;

        [StepArgumentTransformation(Name = "time")]
        public static TimeSpan Span(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        [StepArgumentTransformation(Name = "time")]
        public static DateTime Date(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Binding]
    public sealed class NoResult
    {
        [StepArgumentTransformation]
        public static void Make(string text) => _ = text;
    }

    [Binding]
    public sealed class NoInput
    {
        [StepArgumentTransformation]
        public static TimeSpan Make() => TimeSpan.Zero;
    }

    [Binding]
    public sealed class BadTransformation
    {
        [StepArgumentTransformation("(a")]
        public static TimeSpan Make(string text) => TimeSpan.FromSeconds(text.Length);

        [Given("a {int}")]
        public void Step(int a) => _ = a;
    }

    [Binding]
    public sealed class NoGroups
    {
        [StepArgumentTransformation("a+(?:b)")]
        public static TimeSpan Make(string text) => TimeSpan.FromSeconds(text.Length);
    }

    [Binding]
    public sealed class WrongGroups
    {
        [StepArgumentTransformation("(a)(b)")]
        public static TimeSpan Make(string text) => TimeSpan.FromSeconds(text.Length);
    }

    public sealed class Plain
    {
        [Given("plain and unbound")]
        public void Step() { }
    }
}

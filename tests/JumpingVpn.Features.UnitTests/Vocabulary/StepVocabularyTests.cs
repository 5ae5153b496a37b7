using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Running;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Vocabulary;

public sealed class StepVocabularyTests
{
    [Theory]
    [InlineData(typeof(AsyncVoid), "AsyncVoid.Step: async void cannot be waited for: return Task")]
    [InlineData(typeof(NoExpression), "NoExpression.Step: the step has no expression; write e.g. [Given(\"a client {string}\")]")]
    [InlineData(typeof(BadExpression), "BadExpression.Step: \"a {thing\": a parameter is not closed*")]
    [InlineData(typeof(BadRegex), "BadRegex.Step: \"^a (b$\": *")]
    [InlineData(typeof(Unknown), "Unknown.Step: \"a {duraton}\": there is no parameter type {duraton}*")]
    [InlineData(typeof(TooFew), "TooFew.Step: \"a {int} and {int}\" yields 2 arguments, but the method takes 1")]
    [InlineData(typeof(TooMany), "TooMany.Step: \"a {int}\" yields 1 arguments, but the method takes 2")]
    [InlineData(typeof(Twins), "Twins.One and Twins.Two are both bound to Given \"a\"")]
    [InlineData(typeof(InstanceHook), "InstanceHook.Before: a [BeforeFeature] method has to be static")]
    [InlineData(typeof(NotPublic), "NotPublic.Step: a step, hook or transformation has to be public")]
    [InlineData(typeof(ByReference), "ByReference.Step: ref, in and out parameters are not possible")]
    [InlineData(typeof(Generic<>), "Generic`1: a class marked [Binding] must not be generic")]
    [InlineData(
        typeof(TwoMeanings),
        "the parameter type {time} would stand for both System.TimeSpan and System.DateTime: give one of them another Name")]
    [InlineData(typeof(NoInput), "NoInput.Make: a transformation takes a text or a table and returns the argument")]
    [InlineData(
        typeof(NoGroups),
        "NoGroups.Make: the transformation yields 0 arguments, but the method takes 1; put the whole expression in parentheses*")]
    [InlineData(typeof(WrongGroups), "WrongGroups.Make: the transformation yields 2 arguments, but the method takes 1")]
    public void A_mistake_in_the_vocabulary_is_named(Type binding, string problem)
    {
        StepVocabulary.From([binding]).Problems.Should().ContainMatch(problem);
    }

    [Fact]
    public void As_long_as_there_is_a_mistake_every_scenario_fails_with_it()
    {
        var result = Try.Run(Try.Steps("Given fine"), [], typeof(AsyncVoid));

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().Be("the step vocabulary has mistakes:\nAsyncVoid.Step: async void cannot be waited for: return Task");
    }

    [Fact]
    public void Steps_tell_what_a_catalogue_needs()
    {
        var vocabulary = StepVocabulary.From([typeof(Documented)]);

        vocabulary.Problems.Should().BeEmpty();
        vocabulary.Steps.Select(step => step.ToString()).Should().Equal("Given it is {weekday} at {TimeOfDay}", "* ^by regex$");
        var step = vocabulary.Steps[0];
        step.Kinds.Should().Equal(StepKind.Given);
        step.Summary.Should().Be("Says which day it is, by name.");
        step.Examples.Should().Equal("Given it is Friday at noon", "Given it is Monday at night");
        step.Method.Name.Should().Be("ItIs");
        vocabulary.Steps[1].ExpressionType.Should().Be(ExpressionType.RegularExpression);
        vocabulary.Steps[1].ScopeText.Should().Be("@slow or feature \"F\" and scenario \"S\"");
        vocabulary.Parameters.Select(parameter => (parameter.Name, parameter.Type, parameter.Summary)).Should().Equal(
            ("weekday", typeof(DayOfWeek), "A day of the week, in English."),
            ("DayOfWeek", typeof(DayOfWeek), string.Empty),
            ("TimeOfDay", typeof(TimeOfDay), string.Empty));
        vocabulary.Parameters[2].Choices.Should().Equal("Noon", "Night");
    }

    [Fact]
    public void Classes_without_the_attribute_are_passed_over()
    {
        StepVocabulary.From([typeof(Plain)]).Steps.Should().BeEmpty();
        StepVocabulary.From(typeof(StepVocabularyTests).Assembly).Steps.Should().NotBeEmpty();
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
        [Scope(Tag = "slow")]
        [Scope(Feature = "F", Scenario = "S")]
        public void ByRegex()
        {
        }
    }

    [Binding]
    public sealed class AsyncVoid
    {
        [Given("a")]
        public async void Step() => await Task.Yield();

        [Given("fine")]
        public void Fine()
        {
        }
    }

    [Binding]
    public sealed class NoExpression
    {
        [Given]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class BadExpression
    {
        [Given("a {thing")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class BadRegex
    {
        [Given("^a (b$")]
        public void Step()
        {
        }
    }

    [Binding]
    public sealed class Unknown
    {
        [Given("a {duraton}")]
        public void Step(int a) => _ = a;
    }

    [Binding]
    public sealed class TooFew
    {
        [Given("a {int} and {int}")]
        public void Step(int a) => _ = a;
    }

    [Binding]
    public sealed class TooMany
    {
        [Given("a {int}")]
        public void Step(int a, int b) => _ = a + b;
    }

    [Binding]
    public sealed class Twins
    {
        [Given("a")]
        public void One()
        {
        }

        [StepDefinition("a")]
        public void Two()
        {
        }
    }

    [Binding]
    public sealed class InstanceHook
    {
        [BeforeFeature]
        public void Before()
        {
        }
    }

    [Binding]
    public sealed class NotPublic
    {
        [Given("a")]
        internal void Step()
        {
        }
    }

    [Binding]
    public sealed class ByReference
    {
        [Given("a {int}")]
        public void Step(in int a) => _ = a;
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
        [StepArgumentTransformation(Name = "time")]
        public static TimeSpan Span(string text) => TimeSpan.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

        [StepArgumentTransformation(Name = "time")]
        public static DateTime Date(string text) => DateTime.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
    }

    [Binding]
    public sealed class NoInput
    {
        [StepArgumentTransformation]
        public static void Make(string text) => _ = text;
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
        public void Step()
        {
        }
    }
}

using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Planning;

public sealed class ScenarioPlannerTests
{
    [Theory]
    [InlineData("Given plain")]
    [InlineData("Given 5 things")]
    [InlineData("When 5 things")]
    [InlineData("And a colour Red")]
    [InlineData("And a colour dark blue")]
    [InlineData("Given by regex abc")]
    public void A_matching_step_is_bound(string step)
    {
        PlannedScenario planned = Try.Plan(Try.Steps(step.Split('\n')), typeof(Vocabulary));

        planned.IsRunnable.Should().BeTrue();
        planned.Errors.Should().BeEmpty();
        planned.Steps.Single().Binding.Should().NotBeNull();
    }

    [Theory]
    [InlineData("When plain", "\"plain\" (Vocabulary.Plain) is a Given step, but this one is a When step")]
    [InlineData("Given few things", "`few` does not match {int} in \"{int} things\" (Vocabulary.Things)")]
    [InlineData("Given by regex 123", "there is no such step")]
    [InlineData("Given plian", "the nearest steps:\n  Given plain")]
    [InlineData("Given 7 thigns", "the nearest steps:\n  * {int} things")]
    [InlineData("Given a sentence \"x\"", "the nearest steps:\n  Given a sentence {string} that goes on for long, and ends here")]
    [InlineData("Given scoped", "\"scoped\" (Vocabulary.Scoped) matches, but only for @special")]
    [InlineData("Given nothing like it", "        [Given(\"nothing like it\")]\n        public void GivenNothingLikeIt()")]
    public void An_undefined_step_helps_on(string step, string help)
    {
        PlannedStep planned = Try.PlanStep(step, typeof(Vocabulary));

        planned.Problem.Should().Be(StepStatus.Undefined);
        planned.Message.Should().StartWith("there is no such step").And.Contain(help);
        (planned.Line, planned.Column).Should().Be((3, 5));
    }

    [Theory]
    [InlineData("Given a colour Grue", "`Grue` is not a valid Colour: expected Red, Green, DarkBlue", 20)]
    [InlineData("Given a colour Gren", "`Gren` is not a valid Colour: expected Red, Green, DarkBlue; did you mean \"Green\"?", 20)]
    [InlineData("Given a colour 2", "`2` is not a valid Colour: expected Red, Green, DarkBlue", 20)]
    [InlineData("Given 99999999999 things", "`99999999999` is not a whole number that fits", 11)]
    [InlineData("Given a byte of 256", "`256` is not a whole number from 0 to 255", 21)]
    [InlineData("Given a switch onn", "`onn` is not `true` or `false`", 20)]
    [InlineData("Given a table", "the step needs a table below it: expected rows like `| … |` on the next lines", 5)]
    [InlineData("Given a text", "the step needs a doc string below it: expected `\"\"\"` on the next line", 5)]
    [InlineData("Given plain\n  | a |", "the step takes no table, but there is one below it", 5)]
    [InlineData("Given plain\n  \"\"\"\n  a\n  \"\"\"", "the step takes no doc string, but there is one below it", 5)]
    [InlineData("Given 1 and 2", "the step gives 2 arguments, but Vocabulary.TooFew takes 1", 5)]
    [InlineData("Given a shade of 300", "a shade is at most 255", 22)]
    public void Arguments_that_do_not_fit_say_where_and_what_was_expected(string step, string message, int column)
    {
        PlannedStep planned = Try.PlanStep(step, typeof(Vocabulary));

        planned.Problem.Should().Be(StepStatus.Broken);
        planned.Message.Should().Be(message);
        (planned.Line, planned.Column).Should().Be((3, column));
    }

    [Theory]
    [InlineData("Given named “phone”", "the quote “ at column 17 and the quote ” at column 23")]
    [InlineData("Given named ‘phone’", "the quote ‘ at column 17 and the quote ’ at column 23")]
    [InlineData("Given named\u00A0\"phone\"", "a non-breaking space at column 16")]
    [InlineData("Given na\u200Bmed \"phone\"", "an invisible character (U+200B) at column 13")]
    public void Characters_that_look_like_others_are_named(string step, string odd)
    {
        PlannedStep planned = Try.PlanStep(step, typeof(Vocabulary));

        planned.Problem.Should().Be(StepStatus.Undefined);
        planned
            .Message.Should()
            .StartWith(
                $"there is no such step\n  the text has {odd}; with straight quotes and plain spaces it is \"named "
                    + $"{{string}}\" (Vocabulary.Named)\n"
            );
    }

    [Theory]
    [InlineData("Given nothing like “it”")]
    [InlineData("Given named \"Anna’s phone\"")]
    public void Characters_that_are_not_to_blame_are_not_named(string step)
    {
        (Try.PlanStep(step, typeof(Vocabulary)).Message ?? string.Empty).Should().NotContain("quote");
    }

    [Fact]
    public void A_step_without_end_is_told_in_a_few_words()
    {
        FeatureError error = Try.Plan(Try.Steps($"Given {new string('x', 1_000_000)}"), typeof(Vocabulary)).Errors.Single();

        error.Message.Should().StartWith("Given xxx").And.EndWith("…: there is no such step: its text has 1000000 characters");
        error.Message.Length.Should().BeLessThan(400);
    }

    [Fact]
    public void Planning_can_be_stopped()
    {
        using var vocabulary = StepVocabulary.From([typeof(Vocabulary)]);
        using var stop = new CancellationTokenSource();
        stop.Cancel();

        new ScenarioPlanner(vocabulary)
            .Invoking(planner => planner.Plan(Try.Steps("Given plain"), stop.Token))
            .Should()
            .Throw<OperationCanceledException>();
    }

    [Fact]
    public void Where_several_methods_refuse_an_argument_each_says_why()
    {
        PlannedStep planned = Try.PlanStep("Given refused 300", typeof(Vocabulary));

        planned.Problem.Should().Be(StepStatus.Broken);
        planned
            .Message.Should()
            .Be(
                "`300` is not a whole number from 0 to 255 (step \"refused {int}\" (Vocabulary.RefusedByte))\n"
                    + "`300` is not a valid Colour: expected Red, Green, DarkBlue (step \"refused {word}\" (Vocabulary.RefusedColour))"
            );
        (planned.Line, planned.Column).Should().Be((3, 19));
    }

    [Fact]
    public void A_value_from_the_examples_is_blamed_on_its_step()
    {
        Scenario scenario = Try.Scenario(
            "Feature: F\n  Scenario Outline: S <n>\n    Given a colour <n>\n    Examples:\n      | n    |\n      | Grue |\n"
        );

        Try.Plan(scenario, typeof(Vocabulary))
            .Errors.Single()
            .ToString()
            .Should()
            .StartWith("features/try.feature:3:5: Given a colour Grue: `Grue` is not a valid Colour");
    }

    [Fact]
    public void All_problems_of_a_scenario_are_told_at_once()
    {
        PlannedScenario planned = Try.Plan(
            Try.Steps("Given plain", "And a colour Grue", "And nothing like it", "And twice 5"),
            typeof(Vocabulary)
        );

        planned.IsRunnable.Should().BeFalse();
        planned.Steps.Select(step => step.Problem).Should().Equal(null, StepStatus.Broken, StepStatus.Undefined, StepStatus.Ambiguous);
        planned.Errors.Select(error => (error.Line, error.Column)).Should().Equal((4, 18), (5, 5), (6, 5));
    }

    [Fact]
    public void A_problem_told_before_is_told_at_its_own_place()
    {
        PlannedScenario planned = Try.Plan(Try.Steps("Given a colour Grue", "When 5 things", "  Given a colour Grue"), typeof(Vocabulary));

        planned.Errors.Select(error => (error.Line, error.Column)).Should().Equal((3, 20), (5, 22));
    }

    [Fact]
    public void A_step_that_two_methods_match_is_ambiguous()
    {
        PlannedStep planned = Try.PlanStep("Given twice 5", typeof(Vocabulary));

        planned.Problem.Should().Be(StepStatus.Ambiguous);
        planned
            .Message.Should()
            .Be("the step is ambiguous: it matches \"twice {int}\" (Vocabulary.TwiceNumber) and \"twice {word}\" (Vocabulary.TwiceWord)");
    }

    [Fact]
    public void Of_two_matching_methods_the_one_whose_arguments_fit_is_taken()
    {
        Try.PlanStep("Given twice x", typeof(Vocabulary)).Binding!.Method.Name.Should().Be("TwiceWord");
    }

    [Fact]
    public void A_method_with_two_fitting_attributes_is_not_ambiguous()
    {
        Try.PlanStep("Given plain old", typeof(Vocabulary)).Problem.Should().BeNull();
    }

    [Theory]
    [InlineData("Given plain", true)]
    [InlineData("Then 5 things", false)]
    public void A_scenario_without_a_then_claims_nothing(string step, bool claimsNothing)
    {
        Try.Plan(Try.Steps(step), typeof(Vocabulary)).ClaimsNothing.Should().Be(claimsNothing);
    }

    public enum Colour
    {
        Red,
        Green,
        DarkBlue,
    }

    [Binding]
    public sealed class Vocabulary
    {
        [StepArgumentTransformation(Name = "shade")]
        public static Shade ToShade(int number) => number <= 255 ? new Shade(number) : throw new FormatException("a shade is at most 255");

        [Given("plain")]
        public void Plain() { }

        [Given("a sentence {string} that goes on for long, and ends here")]
        public void Sentence(string text) => _ = text;

        [Given("plain old")]
        [Given("plain(er) old")]
        public void PlainOld() { }

        [StepDefinition("{int} things")]
        public void Things(int count) => _ = count;

        [Given("a colour {Colour}")]
        public void AColour(Colour colour) => _ = colour;

        [Given("a byte of {byte}")]
        public void AByte(byte value) => _ = value;

        [Given("^a switch (.*)$")]
        public void ASwitch(bool on) => _ = on;

        [Given("{int} and {int}")]
        public void TooFew(int number) => _ = number;

        [Given("a shade of {shade}")]
        public void AShade(Shade shade) => _ = shade;

        [Given("^by regex ([a-z]+)$")]
        public void ByRegex(string text) => _ = text;

        [Given("a table")]
        public void ATable(DataTable table) => _ = table;

        [Given("a text")]
        public void AText(string text) => _ = text;

        [Given("twice {int}")]
        public void TwiceNumber(int number) => _ = number;

        [Given("twice {word}")]
        public void TwiceWord(string word) => _ = word;

        [Given("named {string}")]
        public void Named(string name) => _ = name;

        [Given("refused {int}")]
        public void RefusedByte(byte value) => _ = value;

        [Given("refused {word}")]
        public void RefusedColour(Colour colour) => _ = colour;

        [Given("scoped")]
        [Scope(Tag = "special")]
        public void Scoped() { }
    }

    public sealed record Shade(int Number);
}

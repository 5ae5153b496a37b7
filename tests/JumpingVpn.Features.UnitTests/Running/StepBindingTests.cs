using JumpingVpn.Features.Running;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class StepBindingTests
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
        Try.Bind(step, typeof(Vocabulary)).Should().BeEquivalentTo(new { Problem = (StepStatus?)null, Message = (string?)null });
    }

    [Theory]
    [InlineData("When plain", "\"plain\" (Vocabulary.Plain) is a Given step, but this one is a When step")]
    [InlineData("Given few things", "`few` is no {int} for \"{int} things\" (Vocabulary.Things)")]
    [InlineData("Given by regex 123", "there is no such step")]
    [InlineData("Given plian", "the nearest steps:\n  Given plain")]
    [InlineData("Given 7 thigns", "the nearest steps:\n  * {int} things")]
    [InlineData("Given scoped", "\"scoped\" (Vocabulary.Scoped) matches, but only for @special")]
    [InlineData("Given nothing like it", "[Given(\"nothing like it\")]\npublic void GivenNothingLikeIt()")]
    public void An_undefined_step_helps_on(string step, string help)
    {
        var bound = Try.Bind(step, typeof(Vocabulary));

        bound.Problem.Should().Be(StepStatus.Undefined);
        bound.Message.Should().StartWith("there is no such step").And.Contain(help);
    }

    [Theory]
    [InlineData(
        "Given a colour Grue",
        "`Grue` is no Colour: expected Red, Green, DarkBlue (step \"a colour {Colour}\" (Vocabulary.AColour))")]
    [InlineData("Given a colour Gren", "`Gren` is no Colour: expected Red, Green, DarkBlue; did you mean \"Green\"? (step *")]
    [InlineData("Given 99999999999 things", "`99999999999` is not a whole number that fits (step *")]
    [InlineData("Given a table", "the step wants a table below it: expected rows like `| … |` on the next lines (step *")]
    [InlineData("Given a text", "the step wants a doc string below it: expected `\"\"\"` on the next line (step *")]
    [InlineData("Given plain\n  | a |", "the step takes no table, but there is one below it (step *")]
    [InlineData("Given plain\n  \"\"\"\n  a\n  \"\"\"", "the step takes no doc string, but there is one below it (step *")]
    [InlineData("Given a shade of 300", "a shade is at most 255")]
    public void Arguments_that_do_not_fit_say_what_was_expected(string step, string message)
    {
        var bound = Try.Bind(step, typeof(Vocabulary));

        bound.Problem.Should().Be(StepStatus.Failed);
        bound.Message.Should().Match(message);
    }

    [Fact]
    public void A_step_that_two_methods_match_is_ambiguous()
    {
        var bound = Try.Bind("Given twice 5", typeof(Vocabulary));

        bound.Problem.Should().Be(StepStatus.Ambiguous);
        bound.Message.Should().Be(
            "the step is ambiguous: it matches \"twice {int}\" (Vocabulary.TwiceNumber) and \"twice {word}\" (Vocabulary.TwiceWord)");
    }

    [Fact]
    public void Of_two_matching_methods_the_one_whose_arguments_fit_is_taken()
    {
        Try.Bind("Given twice x", typeof(Vocabulary)).Binding!.Method.Name.Should().Be("TwiceWord");
    }

    [Fact]
    public void A_method_with_two_fitting_attributes_is_not_ambiguous()
    {
        Try.Bind("Given plain old", typeof(Vocabulary)).Problem.Should().BeNull();
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
        public void Plain()
        {
        }

        [Given("plain old")]
        [Given("plain(er) old")]
        public void PlainOld()
        {
        }

        [StepDefinition("{int} things")]
        public void Things(int count) => _ = count;

        [Given("a colour {Colour}")]
        public void AColour(Colour colour) => _ = colour;

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

        [Given("scoped")]
        [Scope(Tag = "special")]
        public void Scoped()
        {
        }
    }

    public sealed record Shade(int Number);
}

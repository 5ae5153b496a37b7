using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Features.UnitTests.Planning;

/// <summary>What own steps can say about names is held to before anything runs.</summary>
public sealed class NameAttributesTests
{
    [Theory]
    [InlineData("Given a user \"ann\"\nAnd \"ann\" has a key \"red\"\nWhen \"ann\" turns \"red\"")]
    [InlineData("Given a guest \"bob\"\nWhen \"bob\" is used")]
    [InlineData("Given the office\nWhen \"desk\" is used")]
    [InlineData("Given something of \"nobody\" that no attribute tells of\nWhen \"nobody\" is used")]
    [InlineData("Given a user \"ann\"\nWhen \"ann:2\" is half used")]
    [InlineData("Given 3 users \"ann\"\nWhen \"ann-1\" is used\nAnd \"ann-3\" is used")]
    public void A_name_that_was_introduced_may_be_used(string steps) => Errors(steps).Should().BeEmpty();

    [Theory]
    [InlineData("When \"ann\" is used", "4:11: When \"ann\" is used: there is no user \"ann\"; a step before this one has to introduce it")]
    [InlineData(
        "Given a user \"ann\"\nWhen \"anm\" is used",
        "5:11: When \"anm\" is used: there is no user \"anm\"; did you mean \"ann\"?"
    )]
    [InlineData(
        "When \"ann\" is used\nGiven a user \"ann\"",
        "4:11: When \"ann\" is used: there is no user \"ann\" yet; it is introduced in line 5, after this"
    )]
    [InlineData(
        "Given a user \"ann\"\nAnd a user \"ann\"",
        "5:17: And a user \"ann\": there is a user \"ann\" already, in line 4; choose another name"
    )]
    [InlineData(
        "Given a user \"ann\"\nWhen \"ann\" turns \"red\"",
        "5:23: When \"ann\" turns \"red\": there is no key \"ann.red\"; a step before this one has to introduce it"
    )]
    [InlineData(
        "Given a user \"ann\"\nAnd the rules are these",
        "5:5: And the rules are these: this comes too late: the user \"ann\" was introduced in line 4"
    )]
    [InlineData("Given 7 users", "4:11: Given 7 users: `7` is out of range: expected 1 to 5")]
    [InlineData(
        "Given 3 users \"ann\"\nWhen \"ann-0\" is used",
        "5:11: When \"ann-0\" is used: there is no user \"ann-0\"; did you mean \"ann-1\" or \"ann-2\" or \"ann-3\"?"
    )]
    [InlineData(
        "Given 3 users \"ann\"\nWhen \"ann-4\" is used",
        "5:11: When \"ann-4\" is used: there is no user \"ann-4\"; did you mean \"ann-1\" or \"ann-2\" or \"ann-3\"?"
    )]
    [InlineData(
        "Given 3 users \"ann\"\nWhen \"ann\" is used",
        "5:11: When \"ann\" is used: there is no user \"ann\"; \"ann\" is a team, from line 4"
    )]
    [InlineData(
        "Given a user \"ann-2\"\nAnd 3 users \"ann\"",
        "5:18: And 3 users \"ann\": there is a user \"ann-2\" already, in line 4; choose another name"
    )]
    [InlineData("Given 3 users \"\"", "4:20: Given 3 users \"\": a team needs a name")]
    public void Another_is_refused_where_it_stands(string steps, string error) => Errors(steps).Should().Equal($"names.feature:{error}");

    [Fact]
    public void A_step_that_is_not_understood_may_have_introduced_what_it_quotes() =>
        Errors("Given a usr \"ann\"\nWhen \"ann\" is used").Should().ContainSingle().Which.Should().Contain("there is no such step");

    private static List<string> Errors(string steps)
    {
        using var vocabulary = StepVocabulary.From(typeof(OfficeSteps));
        string text = "Feature: Names\n\n  Scenario: Names\n" + string.Concat(steps.Split('\n').Select(line => $"    {line}\n"));
        Scenario scenario = FeatureFile.Parse(text, "names.feature").Scenarios.Single();
        return [.. new ScenarioPlanner(vocabulary).Plan(scenario).Errors.Select(error => error.ToString())];
    }
}

using JumpingVpn.Features.Documents;
using JumpingVpn.Features.Planning;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Steps.Tests.Planning;

/// <summary>A scenario in which a § stands before what is wrong.</summary>
internal static class WrongScenario
{
    private const string World = """
        Feature: Wrong
          Scenario: Wrong
            Given a NAT "home" that is a full cone
            And a gateway "gw"
            And a client "phone" behind "home" with a session on "gw"
            And "phone" has an interface "lte"
            And a peer "server"
            And a stranger "bob"
            And an off-path attacker "eve" who sees what "phone" sends
            And an on-path attacker "mallory" on the link of "phone"

        """;

    private static readonly StepVocabulary Vocabulary = SessionVocabulary.Load();

    /// <summary>The steps in a world that has one of each kind.</summary>
    public static Scenario InTheWorld(string steps) => Parse(World + Indented(steps));

    /// <summary>The steps alone.</summary>
    public static Scenario Alone(string steps) => Parse("Feature: Wrong\n  Scenario: Wrong\n" + Indented(steps));

    /// <summary>What the plan says, as <c>line:column: message</c>, without the step.</summary>
    public static IReadOnlyList<string> Errors(Scenario scenario) =>
        [
            .. new ScenarioPlanner(Vocabulary)
                .Plan(scenario)
                .Errors.Select(error => FormattableString.Invariant($"{error.Line}:{error.Column}: {WithoutStep(error.Message)}")),
        ];

    /// <summary>Where the marks stand in the text of <see cref="InTheWorld"/>.</summary>
    public static IReadOnlyList<string> Places(string steps, bool alone = false)
    {
        List<string> places = [];
        string[] lines = ((alone ? "Feature: Wrong\n  Scenario: Wrong\n" : World) + Indented(steps)).Split('\n');
        for (int line = 0; line < lines.Length; line++)
        {
            for (
                int mark = lines[line].IndexOf('§', StringComparison.Ordinal), before = 0;
                mark >= 0;
                mark = lines[line].IndexOf('§', mark + 1), before++
            )
            {
                places.Add(FormattableString.Invariant($"{line + 1}:{mark + 1 - before}"));
            }
        }

        return places;
    }

    private static Scenario Parse(string text)
    {
        var file = FeatureFile.Parse(text.Replace("§", "", StringComparison.Ordinal), "wrong.feature");
        file.Errors.Should().BeEmpty();
        return file.Scenarios.Single();
    }

    private static string Indented(string steps) => string.Concat(steps.Split('\n').Select(line => $"    {line}\n"));

    private static string WithoutStep(string message) => message[(message.IndexOf(": ", StringComparison.Ordinal) + 2)..];
}

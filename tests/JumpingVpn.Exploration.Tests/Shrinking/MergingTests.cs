using JumpingVpn.Exploration.Shrinking;
using JumpingVpn.Features.Documents;

namespace JumpingVpn.Exploration.Tests.Shrinking;

public sealed class MergingTests
{
    [Theory]
    [InlineData("3 s pass", "4.5 s pass", "7.5 s pass")]
    [InlineData("\"phone\" sends a message", "\"phone\" sends 2 messages", "\"phone\" sends 3 messages")]
    [InlineData("\"phone\" sends a message", "\"phone\" sends a message", "\"phone\" sends 2 messages")]
    [InlineData("\"phone\" exchanges 2 messages", "\"phone\" exchanges 1 more message", "\"phone\" exchanges 3 messages")]
    public void Two_steps_that_do_the_same_are_one(string first, string second, string both) => Merged(first, second).Should().Equal(both);

    [Theory]
    [InlineData("3 s pass", "4 ms pass")]
    [InlineData("\"phone\" sends a message", "\"laptop\" sends a message")]
    [InlineData("\"phone\" sends a message", "1 s pass")]
    public void Others_are_two(string first, string second) => Merged(first, second).Should().BeEmpty();

    [Fact]
    public void Who_is_behind_a_nat_can_be_tried_in_front_of_it()
    {
        Line client = new(StepKind.Given, "a client \"phone\" behind \"home\" with a session on \"gw\"", null);

        Merging.Of([client]).Single().Single().Text.Should().Be("a client \"phone\" with a session on \"gw\"");
    }

    private static IEnumerable<string> Merged(string first, string second) =>
        Merging
            .Of([new Line(StepKind.When, first, null), new Line(StepKind.When, second, null)])
            .Select(static lines => lines.Single().Text);
}

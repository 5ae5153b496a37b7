using JumpingVpn.Exploration.Shrinking;

namespace JumpingVpn.Exploration.Tests.Shrinking;

public sealed class RoundingTests
{
    [Theory]
    [InlineData("\"phone\" sends 3 messages", "\"phone\" sends a message")]
    [InlineData("\"phone\" has sent 3 messages", "\"phone\" has sent a message")]
    [InlineData("\"phone\" has exchanged 3 messages", "\"phone\" has exchanged 1 message")]
    [InlineData("the link of \"phone\" loses the next 3 datagrams", "the link of \"phone\" loses the next 1 datagram")]
    [InlineData("3 clients \"crew\" with sessions on \"gw\"", "1 client \"crew\" with sessions on \"gw\"")]
    public void One_is_tried_first_and_said_as_people_say_it(string text, string first) => Rounding.Of(text).First().Should().Be(first);

    [Theory]
    [InlineData("1 s passes")]
    [InlineData("an endpoint \"server\" on port 4000")]
    public void What_is_as_round_as_can_be_stays(string text) => Rounding.Of(text).Should().BeEmpty();

    [Theory]
    [InlineData("1500 ms pass", "2 s pass")]
    [InlineData("20 s pass", "1 s passes")]
    [InlineData("2 s passes", "10 s pass")]
    public void Time_passes_in_words_that_fit_its_number(string text, string round) =>
        Rounding.Of(text).Should().Contain(round).And.NotContain(static it => it.StartsWith("0 "));

    [Fact]
    public void What_a_vocabulary_may_not_have_in_other_words_is_tried_as_it_is() =>
        Rounding.Of("3 clients \"crew\" with sessions on \"gw\"").Should().Contain("1 clients \"crew\" with sessions on \"gw\"");
}

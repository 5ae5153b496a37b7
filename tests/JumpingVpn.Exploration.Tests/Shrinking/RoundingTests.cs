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

    [Fact]
    public void What_a_vocabulary_may_not_have_in_other_words_is_tried_as_it_is() =>
        Rounding.Of("3 clients \"crew\" with sessions on \"gw\"").Should().Contain("1 clients \"crew\" with sessions on \"gw\"");
}

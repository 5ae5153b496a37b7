using JumpingVpn.Lab.Wire;

namespace JumpingVpn.Lab.Tests.Wire;

/// <summary>The outsider reads what attackers have damaged.</summary>
public sealed class MessageTextTests
{
    [Fact]
    public void A_text_member_is_read() => MessageText.TypeOf("""{"type":"DATA"}"""u8).Should().Be("DATA");

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("""{"type":1}""")]
    [InlineData("""{"type":"\ud800"}""")]
    public void What_no_outsider_can_read_has_no_type(string datagram) =>
        MessageText.TypeOf(System.Text.Encoding.UTF8.GetBytes(datagram)).Should().BeNull();

    [Fact]
    public void A_type_that_is_not_UTF8_is_none() => MessageText.TypeOf([.. "{\"type\":\"D"u8, 0xC4, .. "TA\"}"u8]).Should().BeNull();

    [Fact]
    public void A_member_that_is_not_UTF8_does_not_keep_the_rest_from_being_told() =>
        MessageText
            .Describe([.. "{\"type\":\"DATA\",\"seq\":3,\"nonce\":\"D"u8, 0xC4, .. "\"}"u8], "?")
            .Should()
            .Be("DATA seq 3 nonce (damaged)");

    [Fact]
    public void A_type_of_any_length_fills_no_line() =>
        MessageText
            .Describe(System.Text.Encoding.UTF8.GetBytes($$"""{"type":"{{new string('x', 1_500)}}"}"""), "?")
            .Should()
            .HaveLength(101)
            .And.EndWith("…");

    [Fact]
    public void Half_a_surrogate_does_not_either() =>
        MessageText.Describe("""{"type":"ERROR","code":"\ud800"}"""u8, "?").Should().Be("ERROR code (damaged)");
}

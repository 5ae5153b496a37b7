namespace JumpingVpn.Protocol.Tests;

public sealed class SessionIdTests
{
    [Theory]
    [InlineData(0UL, "S-0000000000000000")]
    [InlineData(0x0123_4567_89AB_CDEFUL, "S-0123456789abcdef")]
    [InlineData(ulong.MaxValue, "S-ffffffffffffffff")]
    public void It_is_written_and_read_as_sixteen_digits(ulong value, string text)
    {
        new SessionId(value).ToString().Should().Be(text);
        SessionId.TryParse(text, out SessionId id).Should().BeTrue();
        id.Should().Be(new SessionId(value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("S-")]
    [InlineData("S-0123456789abcde")]
    [InlineData("S-0123456789abcdef0")]
    [InlineData("S-0123456789ABCDEF")]
    [InlineData("S-0123456789abcdeg")]
    [InlineData("s-0123456789abcdef")]
    [InlineData("S_0123456789abcdef")]
    [InlineData(" S-0123456789abcde")]
    [InlineData("S-0123456789abcdı0")]
    public void Anything_else_is_no_id(string text)
    {
        SessionId.TryParse(text, out _).Should().BeFalse();
    }
}

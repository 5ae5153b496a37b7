namespace JumpingVpn.Endpoints.Tests;

public sealed class GuestTextTests
{
    [Theory]
    [InlineData("hello, wörld", "hello, wörld")]
    [InlineData("two\nlines", "two\\u000alines")]
    [InlineData("\u001b[31mred\0", "\\u001b[31mred\\u0000")]
    [InlineData("\u202eabc\u2028", "\\u202eabc\\u2028")]
    [InlineData("", "")]
    public void What_would_leave_its_line_is_written_out(string text, string shown) => GuestText.InOneLine(text).Should().Be(shown);

    [Fact]
    public void A_text_without_end_is_cut() => GuestText.InOneLine(new string('x', 20_000)).Should().HaveLength(12_001).And.EndWith("x…");
}

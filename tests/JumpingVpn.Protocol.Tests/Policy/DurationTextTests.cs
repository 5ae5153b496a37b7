using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol.Tests.Policy;

public sealed class DurationTextTests
{
    [Theory]
    [InlineData(300_000_000L, "30s")]
    [InlineData(5_000_000L, "500ms")]
    [InlineData(1_200_000_000L, "2min")]
    [InlineData(36_000_000_000L, "1h")]
    [InlineData(1L, "0.0001ms")]
    [InlineData(0L, "0ms")]
    public void It_is_written_in_the_largest_unit_without_a_fraction_and_read_as_written(long ticks, string text)
    {
        DurationText.Format(new TimeSpan(ticks)).Should().Be(text);
        DurationText.TryParse(text, out TimeSpan read).Should().BeTrue();
        read.Ticks.Should().Be(ticks);
    }

    [Theory]
    [InlineData("1.5 min", 900_000_000L)]
    [InlineData("9999999999999999999999999999h", long.MaxValue)]
    public void A_space_and_a_fraction_are_read_and_too_much_is_the_most_there_is(string text, long ticks)
    {
        DurationText.TryParse(text, out TimeSpan read).Should().BeTrue();
        read.Ticks.Should().Be(ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("5")]
    [InlineData("-5s")]
    [InlineData("5 parsecs")]
    [InlineData("1,5s")]
    [InlineData("5s ")]
    [InlineData(" 5s")]
    [InlineData("5  s")]
    [InlineData("5\u2003s")]
    [InlineData("5\ts")]
    [InlineData("5s\n")]
    [InlineData("+5s")]
    [InlineData(".5s")]
    [InlineData("5.s")]
    [InlineData("0.00000001s")]
    [InlineData("1.00001ms")]
    public void Anything_else_is_none(string text) => DurationText.TryParse(text, out _).Should().BeFalse();
}

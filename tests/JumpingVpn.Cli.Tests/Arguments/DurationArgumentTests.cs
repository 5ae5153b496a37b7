using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Tests.Arguments;

public class DurationArgumentTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Theory]
    [InlineData("30s", 300_000_000L)]
    [InlineData("30 s", 300_000_000L)]
    [InlineData("500ms", 5_000_000L)]
    [InlineData("2min", 1_200_000_000L)]
    [InlineData("24h", 864_000_000_000L)]
    [InlineData("1.5s", 15_000_000L)]
    [InlineData("0.0001ms", 1L)]
    public void A_number_with_a_unit_is_exact_to_the_tick(string text, long ticks) =>
        DurationArgument.Parse(text, Tick, Day).Value.Ticks.Should().Be(ticks);

    [Theory]
    [InlineData("")]
    [InlineData("30")]
    [InlineData("s")]
    [InlineData("-1s")]
    [InlineData("1,5s")]
    [InlineData("1e3s")]
    [InlineData("30 sec")]
    [InlineData("5 parsecs")]
    [InlineData("30S")]
    [InlineData("0.00001ms")]
    public void A_missing_or_wrong_unit_is_refused_with_the_units(string text) =>
        DurationArgument.Parse(text, Tick, Day).Error.Should().Contain("(ms, s, min, h)");

    [Theory]
    [InlineData("0s")]
    [InlineData("24.1h")]
    [InlineData("9999999999999999999999999999s")]
    public void Nothing_and_too_much_are_refused_with_the_limit(string text) =>
        DurationArgument.Parse(text, Tick, Day).Error.Should().Be("it must be at least 0.0001ms and at most 24h");
}

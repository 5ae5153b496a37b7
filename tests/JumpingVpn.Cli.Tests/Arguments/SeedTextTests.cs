using JumpingVpn.Cli.Arguments;

namespace JumpingVpn.Cli.Tests.Arguments;

public class SeedTextTests
{
    [Theory]
    [InlineData("0", 0UL)]
    [InlineData("7", 7UL)]
    [InlineData("18446744073709551615", ulong.MaxValue)]
    [InlineData("0x2a", 42UL)]
    [InlineData("0XFFFFFFFFFFFFFFFF", ulong.MaxValue)]
    public void Decimal_and_hex_are_read(string text, ulong seed) => SeedText.Parse(text).Value.Should().Be(seed);

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.0")]
    [InlineData("0x")]
    [InlineData("2a")]
    [InlineData(" 1")]
    [InlineData("18446744073709551616")]
    public void Anything_else_is_refused_with_the_range(string text) =>
        SeedText.Parse(text).Error.Should().Contain("0 to 18446744073709551615");
}

using JumpingVpn.Lab;

namespace JumpingVpn.Steps.Tests;

public sealed class QuantitiesTests
{
    private readonly Quantities _quantities = new();

    [Theory]
    [InlineData("1 tick", 1)]
    [InlineData("250 us", 2_500)]
    [InlineData("150 ms", 1_500_000)]
    [InlineData("30 s", 300_000_000)]
    [InlineData("29.999 s", 299_990_000)]
    [InlineData("5 min", 3_000_000_000)]
    [InlineData("1 h", 36_000_000_000)]
    [InlineData("one tick less than 30 s", 299_999_999)]
    [InlineData("one tick more than 30 s", 300_000_001)]
    public void A_duration_is_read_to_the_tick(string text, long ticks) => _quantities.ReadDuration(text).Ticks.Should().Be(ticks);

    [Theory]
    [InlineData("5 parsecs")]
    [InlineData("5 S")]
    [InlineData("-1 s")]
    [InlineData("99999999 h")]
    [InlineData("9999999 days")]
    [InlineData("one tick less than 0 s")]
    [InlineData("one tick more than 8760 h")]
    [InlineData("0.00000001 s")]
    [InlineData("99999999999999999999999999999999999999 s")]
    public void What_is_no_duration_is_refused_by_name(string text) =>
        _quantities.Invoking(it => it.ReadDuration(text)).Should().Throw<FormatException>().WithMessage($"`{text}`*");

    [Theory]
    [InlineData("0 %", 0)]
    [InlineData("0.01 %", 100)]
    [InlineData("100%", 1_000_000)]
    public void A_share_is_read_in_parts_per_million(string text, int partsPerMillion) =>
        _quantities.ReadShare(text).PartsPerMillion.Should().Be(partsPerMillion);

    [Theory]
    [InlineData("101 %")]
    [InlineData("-1 %")]
    [InlineData("99999999999999999999999999999999999999 %")]
    public void A_share_beyond_everything_is_refused(string text) =>
        _quantities.Invoking(it => it.ReadShare(text)).Should().Throw<FormatException>().WithMessage("*0 % to 100 %*");

    [Fact]
    public void A_refusal_may_carry_its_reason()
    {
        _quantities.ReadRefusal("UNKNOWN_SESSION (session_expired)").Should().Be(new Refusal("UNKNOWN_SESSION", "session_expired"));
        _quantities.ReadRefusal("BAD_PROOF").Should().Be(new Refusal("BAD_PROOF", null));
        _quantities
            .Invoking(it => it.ReadRefusal("RATE_LIMIT"))
            .Should()
            .Throw<FormatException>()
            .WithMessage("`RATE_LIMIT` is not a known refusal code; did you mean \"RATE_LIMITED\"?*");
        _quantities
            .Invoking(it => it.ReadRefusal("BAD_PROOF (bad_prof)"))
            .Should()
            .Throw<FormatException>()
            .WithMessage("`bad_prof` is not a known refusal reason; did you mean \"bad_proof\"?*");
    }
}

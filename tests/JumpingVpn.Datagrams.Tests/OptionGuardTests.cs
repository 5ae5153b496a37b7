using System.Globalization;

namespace JumpingVpn.Datagrams.Tests;

public sealed class OptionGuardTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(11)]
    public void A_value_outside_of_its_bounds_is_refused_by_name(int value)
    {
        Action act = () => OptionGuard.RefuseOutside("Copies", value, 1, 10);

        act.Should().Throw<ArgumentException>().WithMessage($"Copies is {value}, but it must be from 1 to 10.");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    public void Both_bounds_are_allowed(int value) => OptionGuard.RefuseOutside("Copies", value, 1, 10);

    [Fact]
    public void A_sentence_is_the_same_in_every_culture_and_says_none_for_null()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Action act = () => OptionGuard.Refuse(true, $"{1.5} and {(int?)null} and {TimeSpan.FromSeconds(1.5):c}.");

            act.Should().Throw<ArgumentException>().WithMessage("1.5 and none and 00:00:01.5000000.");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void A_sentence_that_is_not_needed_is_not_put_together() => OptionGuard.Refuse(false, $"{Fail()}");

    private static string Fail() => throw new InvalidOperationException("The sentence was put together.");
}

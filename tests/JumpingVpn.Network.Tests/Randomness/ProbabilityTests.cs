using System.Globalization;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Randomness;

public class ProbabilityTests
{
    [Fact]
    public void Never_and_always_are_probabilities()
    {
        Probability.FromPartsPerMillion(0).PartsPerMillion.Should().Be(0);
        Probability.FromPartsPerMillion(1_000_000).Should().Be(Probability.Certain);
        Probability.FromPercent(0).PartsPerMillion.Should().Be(0);
        Probability.FromPercent(100).Should().Be(Probability.Certain);
    }

    [Fact]
    public void Per_cent_become_whole_parts_per_million()
    {
        Probability.FromPercent(2.5m).PartsPerMillion.Should().Be(25_000);
        Probability.FromPercent(100).Should().Be(Probability.Certain);
        default(Probability).Should().Be(Probability.Never);
    }

    [Theory]
    [InlineData("120", "A probability of 120 % is impossible: it must be from 0 % to 100 %.*")]
    [InlineData("-1", "A probability of -1 % is impossible*")]
    [InlineData("0.00001", "A probability of 0.00001 % is finer than one part per million*")]
    public void Impossible_per_cent_are_refused_in_a_sentence(string percent, string sentence)
    {
        Action act = () => Probability.FromPercent(decimal.Parse(percent, CultureInfo.InvariantCulture));

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage(sentence);
    }

    [Fact]
    public void Probabilities_are_ordered_by_size()
    {
        var small = Probability.FromPercent(1);
        var large = Probability.FromPercent(2);
        var same = Probability.FromPercent(1);

        (small < large, large < small, small < same).Should().Be((true, false, false));
        (small <= large, large <= small, small <= same).Should().Be((true, false, true));
        (small > large, large > small, small > same).Should().Be((false, true, false));
        (small >= large, large >= small, small >= same).Should().Be((false, true, true));
    }

    [Fact]
    public void Parts_beyond_a_million_are_refused()
    {
        Action act = () => Probability.FromPartsPerMillion(1_000_001);

        act.Should().Throw<ArgumentOutOfRangeException>().WithMessage("*must be from 0 to 1000000*");
    }

    [Fact]
    public void The_text_is_the_same_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Probability.FromPercent(2.5m).ToString().Should().Be("2.5 %");
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

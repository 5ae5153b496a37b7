using JumpingVpn.Exploration.Studies;

namespace JumpingVpn.Exploration.Tests.Studies;

public sealed class ProportionTests
{
    // Computed in Python; 81 of 263 is an example of Newcombe (1998). The ends of all and of none are 0 and 1.
    [Theory]
    [InlineData(0, 10, 0, 0.2775328)]
    [InlineData(10, 10, 0.7224672, 1)]
    [InlineData(5, 10, 0.2365931, 0.7634069)]
    [InlineData(81, 263, 0.2552885, 0.3662096)]
    [InlineData(399, 400, 0.9859767, 0.9995586)]
    public void The_interval_is_that_of_Wilson(int held, int runs, double low, double high)
    {
        var proportion = new Proportion(held, runs);

        proportion.Share.Should().BeApproximately((double)held / runs, 1e-12);
        proportion.Low.Should().BeApproximately(low, 1e-6);
        proportion.High.Should().BeApproximately(high, 1e-6);
    }
}

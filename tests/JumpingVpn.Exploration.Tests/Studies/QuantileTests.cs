using JumpingVpn.Exploration.Studies;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Exploration.Tests.Studies;

public sealed class QuantileTests
{
    // Computed in Python with exact fractions; 10 and 20 are in the tables of textbooks, too (2nd and 9th, 6th and 15th).
    [Theory]
    [InlineData(5, 50, 0, 6)]
    [InlineData(6, 50, 1, 6)]
    [InlineData(10, 50, 2, 9)]
    [InlineData(20, 50, 6, 15)]
    [InlineData(100, 50, 40, 61)]
    [InlineData(367, 99, 359, 368)]
    [InlineData(368, 99, 360, 368)]
    public void The_interval_lies_between_two_order_statistics(int runs, int percent, int low, int high) =>
        Quantile.RanksOf(runs, percent / 100.0).Should().Be((low, high));

    [Theory]
    [InlineData(7, 50)]
    [InlineData(50, 50)]
    [InlineData(400, 99)]
    [InlineData(100_000, 99)]
    public void It_covers_the_quantile_in_95_of_100_samples_at_least_and_no_rank_is_wasted(int runs, int percent)
    {
        (int low, int high) = Quantile.RanksOf(runs, percent / 100.0);

        Coverage(runs, percent, low, high).Should().BeGreaterThanOrEqualTo(0.95);
        Below(runs, percent, low + 1).Should().BeGreaterThan(0.025, "one rank more would leave too much below");
        (1 - Below(runs, percent, high - 1)).Should().BeGreaterThan(0.025);
    }

    [Fact]
    public void A_quantile_is_the_time_that_so_many_of_all_runs_needed_at_most()
    {
        TimeSpan[] times = [.. Enumerable.Range(1, 90).Select(static number => TimeSpan.FromSeconds(number))];

        var median = Quantile.Of(times, runs: 100, percent: 50);

        median.Should().Be(new Quantile(times[49], times[39], times[60]));
        Quantile.Of(times, runs: 100, percent: 90).Value.Should().Be(times[89]);
        Quantile.Of(times, runs: 100, percent: 91).Value.Should().BeNull("ten runs did not hold");
        Quantile.Of([], runs: 100, percent: 50).Should().Be(new Quantile(null, null, null));
    }

    [Fact]
    public void The_intervals_of_many_samples_hold_the_true_median()
    {
        var random = new RandomStream(7);
        int covered = 0;
        for (int sample = 0; sample < 1_000; sample++)
        {
            TimeSpan[] times = [.. Enumerable.Range(0, 40).Select(_ => TimeSpan.FromTicks(random.Between(1, 1_000_000))).Order()];
            var median = Quantile.Of(times, 40, 50);
            covered += median.Low!.Value.Ticks <= 500_000 && median.High!.Value.Ticks >= 500_000 ? 1 : 0;
        }

        covered.Should().BeInRange(935, 985); // 96.2 % are expected
    }

    private static double Coverage(int runs, int percent, int low, int high) => Below(runs, percent, high) - Below(runs, percent, low);

    // The chance that fewer than so many runs are below the quantile, by logarithms.
    private static double Below(int runs, int percent, int rank)
    {
        double share = percent / 100.0;
        double chance = 0;
        double log = runs * Math.Log(1 - share);
        for (int k = 0; k < rank; k++)
        {
            chance += Math.Exp(log);
            log += Math.Log((double)(runs - k) / (k + 1)) + Math.Log(share / (1 - share));
        }

        return chance;
    }
}

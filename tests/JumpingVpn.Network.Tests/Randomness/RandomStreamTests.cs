using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Randomness;

public class RandomStreamTests
{
    // The first outputs of xoshiro256** for the state SplitMix64 gives seed 0, as Python reproduces them from the published
    // algorithms: they pin the generator for good.
    [Fact]
    public void The_numbers_of_seed_0_are_those_of_the_published_generators()
    {
        var stream = new RandomStream(0);

        stream.NextUInt64().Should().Be(11091344671253066420UL);
        stream.NextUInt64().Should().Be(13793997310169335082UL);
        stream.NextUInt64().Should().Be(1900383378846508768UL);
    }

    // The first number of seed 0 below a million is 601,262.
    [Theory]
    [InlineData(601_262, false)]
    [InlineData(601_263, true)]
    public void A_chance_is_met_below_its_share_and_not_at_it(int partsPerMillion, bool met) =>
        new RandomStream(0).Chance(Probability.FromPartsPerMillion(partsPerMillion)).Should().Be(met);

    [Fact]
    public void Filling_takes_a_number_for_each_eight_bytes_begun()
    {
        foreach ((int length, int numbers) in new[] { (0, 0), (1, 1), (8, 1), (9, 2), (16, 2) })
        {
            var filled = new RandomStream(3);
            var counted = new RandomStream(3);
            filled.Fill(new byte[length]);
            for (int i = 0; i < numbers; i++)
            {
                counted.NextUInt64();
            }

            filled.NextUInt64().Should().Be(counted.NextUInt64(), "{0} bytes take {1} numbers", length, numbers);
        }
    }

    [Fact]
    public void A_range_upside_down_is_refused() =>
        new RandomStream(0).Invoking(it => it.Between(2, 1)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("maximum");

    [Fact]
    public void Every_number_below_a_bound_is_equally_likely()
    {
        var stream = new RandomStream(7);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++)
        {
            counts[stream.Below(6)]++;
        }

        // Chi-square with 5 degrees of freedom: 20.5 is the 0.1 % point.
        counts.Sum(count => (count - 10_000.0) * (count - 10_000.0) / 10_000).Should().BeLessThan(20.5);
    }

    [Fact]
    public void A_bound_that_does_not_divide_the_range_is_unbiased_by_rejection()
    {
        // With a bound of 3/4 of the range, plain multiplication would give the lower third twice as often.
        var stream = new RandomStream(11);
        const ulong Bound = 3UL << 62;
        int low = 0;
        for (int i = 0; i < 30_000; i++)
        {
            low += stream.Below(Bound) % 3 == 0 ? 1 : 0;
        }

        low.Should().BeInRange(9_700, 10_300);
    }

    [Fact]
    public void Between_includes_both_ends()
    {
        var stream = new RandomStream(3);
        var seen = new SortedSet<long>();
        for (int i = 0; i < 200; i++)
        {
            seen.Add(stream.Between(-2, 2));
        }

        seen.Should().Equal(-2, -1, 0, 1, 2);
        stream.Between(long.MinValue, long.MaxValue).Should().NotBe(stream.Between(long.MinValue, long.MaxValue));
    }

    [Fact]
    public void A_chance_hits_as_often_as_it_says()
    {
        var stream = new RandomStream(5);
        int hits = Enumerable.Range(0, 100_000).Count(_ => stream.Chance(Probability.FromPercent(5)));

        // 5 sigma of a binomial with n = 100000 and p = 0.05.
        hits.Should().BeInRange(5_000 - 345, 5_000 + 345);
        stream.Chance(Probability.Never).Should().BeFalse();
        stream.Chance(Probability.Certain).Should().BeTrue();
    }

    [Fact]
    public void Filling_a_buffer_uses_whole_numbers_in_little_endian_order()
    {
        byte[] buffer = new byte[11];
        new RandomStream(0).Fill(buffer);

        BitConverter.ToUInt64(buffer).Should().Be(11091344671253066420UL);
        buffer[8].Should().Be(unchecked((byte)13793997310169335082UL));
    }

    [Fact]
    public void A_bound_of_zero_is_refused()
    {
        Action act = () => new RandomStream(1).Below(0);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }
}

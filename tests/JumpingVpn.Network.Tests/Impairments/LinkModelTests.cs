using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

public class LinkModelTests
{
    private static readonly TimeSpan Ms = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_perfect_link_delivers_at_once_and_unchanged()
    {
        LinkModel link = Create(LinkOptions.Perfect);

        link.IsPerfect.Should().BeTrue();
        link.Next(1200, TimeSpan.Zero).Should().Be(new LinkFate(DropReason.None, TimeSpan.Zero, FlippedBit: -1, Copies: 1));
    }

    [Fact]
    public void Loss_is_as_frequent_as_it_says_and_each_on_its_own()
    {
        LinkModel link = Create(new LinkOptions { Loss = Probability.FromPercent(10) });
        bool[] lost = Enumerable.Range(0, 100_000).Select(_ => !link.Next(100, TimeSpan.Zero).IsDelivered).ToArray();

        // 5 sigma around n·p; and a loss after a loss is no likelier than any other.
        lost.Count(it => it).Should().BeInRange(10_000 - 475, 10_000 + 475);
        int pairs = Enumerable.Range(1, lost.Length - 1).Count(i => lost[i] && lost[i - 1]);
        pairs.Should().BeInRange(1_000 - 160, 1_000 + 160);
    }

    [Fact]
    public void Uniform_jitter_fills_the_range_around_the_mean_evenly()
    {
        double[] delays = Delays(
            new LinkOptions
            {
                Delay = 50 * Ms,
                Jitter = 20 * Ms,
                Order = LinkOrder.AllowOvertaking,
            }
        );

        delays.Min().Should().BeInRange(30, 30.01);
        delays.Max().Should().BeInRange(69.99, 70);
        delays.Average().Should().BeApproximately(50, 0.2);
        Deviation(delays).Should().BeApproximately(20 / Math.Sqrt(3), 0.1);
    }

    [Fact]
    public void Normal_jitter_has_its_deviation_and_the_quantiles_of_the_normal_distribution()
    {
        double[] delays = Delays(
            new LinkOptions
            {
                Delay = 100 * Ms,
                Jitter = 10 * Ms,
                JitterDistribution = JitterDistribution.Normal,
                Order = LinkOrder.AllowOvertaking,
            }
        );
        double[] sorted = delays.Order().ToArray();

        delays.Average().Should().BeApproximately(100, 0.15);
        Deviation(delays).Should().BeApproximately(10, 0.1);
        sorted[(int)(sorted.Length * 0.841345)].Should().BeApproximately(110, 0.25);
        sorted[(int)(sorted.Length * 0.977250)].Should().BeApproximately(120, 0.5);
        sorted[(int)(sorted.Length * 0.001350)].Should().BeApproximately(70, 1.2);
        sorted[0].Should().BeGreaterThanOrEqualTo(60, "the table is cut at four deviations");
    }

    [Fact]
    public void A_delay_is_never_negative()
    {
        LinkModel link = Create(
            new LinkOptions
            {
                Delay = Ms,
                Jitter = 50 * Ms,
                Order = LinkOrder.AllowOvertaking,
            }
        );

        Enumerable.Range(0, 1000).Min(_ => link.Next(1, TimeSpan.Zero).Delay).Should().Be(TimeSpan.Zero);
    }

    [Theory]
    [InlineData(LinkOrder.Preserve, false)]
    [InlineData(LinkOrder.AllowOvertaking, true)]
    public void Jitter_overtakes_only_where_the_order_rule_allows_it(LinkOrder order, bool overtakes)
    {
        LinkModel link = Create(
            new LinkOptions
            {
                Delay = 50 * Ms,
                Jitter = 40 * Ms,
                Order = order,
            }
        );
        TimeSpan[] arrivals = Enumerable.Range(0, 1000).Select(i => (i * Ms) + link.Next(1, i * Ms).Delay).ToArray();

        Enumerable.Range(1, 999).Any(i => arrivals[i] < arrivals[i - 1]).Should().Be(overtakes);
    }

    [Fact]
    public void Reordered_datagrams_skip_the_delay_and_the_gap_keeps_them_apart()
    {
        LinkModel link = Create(
            new LinkOptions
            {
                Delay = 50 * Ms,
                Reordering = Probability.FromPercent(50),
                ReorderingGap = 5,
            }
        );
        int[] skipped = Enumerable.Range(0, 10_000).Where(_ => link.Next(1, TimeSpan.Zero).Delay == TimeSpan.Zero).ToArray();

        // Four delayed at least, then one in two: a mean distance of 4 + 2.
        Enumerable.Range(1, skipped.Length - 1).Min(i => skipped[i] - skipped[i - 1]).Should().Be(5);
        skipped.Length.Should().BeInRange(1580, 1750);
    }

    [Fact]
    public void Every_datagram_overtakes_with_certainty_and_a_gap_of_one()
    {
        LinkModel link = Create(new LinkOptions { Delay = 50 * Ms, Reordering = Probability.Certain });

        link.Next(1, TimeSpan.Zero).Delay.Should().Be(TimeSpan.Zero);
    }

    [Fact]
    public void A_duplicate_takes_its_own_delay()
    {
        LinkModel link = Create(
            new LinkOptions
            {
                Duplication = Probability.FromPercent(30),
                Delay = 50 * Ms,
                Jitter = 20 * Ms,
                Order = LinkOrder.AllowOvertaking,
            }
        );
        int duplicates = 0;
        int sameDelay = 0;
        for (int i = 0; i < 10_000; i++)
        {
            LinkFate fate = link.Next(1, TimeSpan.Zero);
            if (fate.Copies == 2)
            {
                duplicates++;
                sameDelay += link.NextCopy(1, TimeSpan.Zero).Delay == fate.Delay ? 1 : 0;
            }
        }

        duplicates.Should().BeInRange(3_000 - 230, 3_000 + 230);
        sameDelay.Should().BeLessThan(5);
    }

    [Fact]
    public void Corruption_flips_exactly_one_bit_anywhere_in_the_datagram()
    {
        LinkModel link = Create(new LinkOptions { Corruption = Probability.Certain });
        int[] hits = new int[16];
        for (int i = 0; i < 8000; i++)
        {
            byte[] datagram = new byte[2];
            link.Next(datagram.Length, TimeSpan.Zero).Corrupt(datagram);
            int bits = datagram[0] | (datagram[1] << 8);
            System.Numerics.BitOperations.PopCount((uint)bits).Should().Be(1);
            hits[System.Numerics.BitOperations.Log2((uint)bits)]++;
        }

        hits.Should().OnlyContain(count => count > 350 && count < 650);
        link.Next(0, TimeSpan.Zero).FlippedBit.Should().Be(-1, "an empty datagram has no bit to flip");
    }

    [Fact]
    public void A_datagram_beyond_the_mtu_vanishes()
    {
        LinkModel link = Create(new LinkOptions { Mtu = 1200 });

        link.Next(1200, TimeSpan.Zero).IsDelivered.Should().BeTrue();
        link.Next(1201, TimeSpan.Zero).Drop.Should().Be(DropReason.Mtu);
    }

    [Fact]
    public void Switching_an_impairment_on_shifts_no_other()
    {
        var lossAlone = new LinkOptions { Loss = Probability.FromPercent(20) };
        LinkOptions all = lossAlone with
        {
            Delay = 10 * Ms,
            Jitter = 5 * Ms,
            Duplication = Probability.FromPercent(20),
            Corruption = Probability.FromPercent(20),
            Reordering = Probability.FromPercent(20),
        };
        LinkModel one = Create(lossAlone);
        LinkModel other = Create(all);

        for (int i = 0; i < 1000; i++)
        {
            other.Next(10, TimeSpan.Zero).Drop.Should().Be(one.Next(10, TimeSpan.Zero).Drop);
        }
    }

    [Fact]
    public void Options_changed_midway_continue_the_streams()
    {
        var lossy = new LinkOptions { Loss = Probability.FromPercent(50) };
        LinkModel undisturbed = Create(lossy);
        LinkModel interrupted = Create(lossy);
        bool[] expected = Enumerable.Range(0, 200).Select(_ => undisturbed.Next(1, TimeSpan.Zero).IsDelivered).ToArray();
        bool[] first = Enumerable.Range(0, 100).Select(_ => interrupted.Next(1, TimeSpan.Zero).IsDelivered).ToArray();
        interrupted.Options = LinkOptions.Perfect;
        interrupted.Next(1, TimeSpan.Zero);
        interrupted.Options = lossy;
        bool[] second = Enumerable.Range(0, 100).Select(_ => interrupted.Next(1, TimeSpan.Zero).IsDelivered).ToArray();

        first.Concat(second).Should().Equal(expected);
    }

    private static double[] Delays(LinkOptions options)
    {
        LinkModel link = Create(options);
        return Enumerable.Range(0, 50_000).Select(_ => link.Next(1, TimeSpan.Zero).Delay.TotalMilliseconds).ToArray();
    }

    private static double Deviation(double[] values)
    {
        double mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static LinkModel Create(LinkOptions options) => new(options, new RandomSource(1).Within("link:test/"));
}

using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>Each loss against its mathematics, at fixed seeds: the bounds are five standard deviations, or stated where they
/// differ.</summary>
public class LossStatisticsTests
{
    private const int Many = 400_000;

    [Fact]
    public void Correlated_loss_keeps_its_share_and_correlates_neighbours_by_just_that_much()
    {
        bool[] lost = Fates(new LinkOptions { Loss = Percent(10), LossCorrelation = Percent(40) });
        double mean = Share(lost);

        // The variance of the mean grows by (1 + rho) / (1 - rho).
        mean.Should().BeApproximately(0.10, 5 * Math.Sqrt(0.09 / Many * 1.4 / 0.6));
        Correlation(lost, mean, distance: 1).Should().BeApproximately(0.40, 0.015);
        Correlation(lost, mean, distance: 2).Should().BeApproximately(0.16, 0.015, "it decays by the same factor again");
    }

    [Fact]
    public void A_Gilbert_Elliott_loss_begins_in_the_good_state_and_changes_after_the_datagram()
    {
        var model = LossModel.GilbertElliott(Probability.Certain, Probability.Certain, lossInBad: Probability.Certain);

        Fates(new LinkOptions { LossModel = model })[..4].Should().Equal(false, true, false, true);
    }

    [Fact]
    public void Gilbert_loss_comes_in_bursts_of_geometric_length()
    {
        bool[] lost = Fates(new LinkOptions { LossModel = LossModel.GilbertElliott(Percent(2), Percent(25)) });
        int[] bursts = Bursts(lost);

        Share(lost).Should().BeApproximately(0.02 / 0.27, 0.005);
        bursts.Average().Should().BeApproximately(4, 0.15, "a bad spell ends after each datagram with r = 1/4");

        // Chi-square over the lengths 1 to 12: 11 degrees of freedom, 31.3 is the 0.1 % point.
        double chiSquare = 0;
        for (int length = 1; length <= 12; length++)
        {
            double expected = bursts.Length * 0.25 * Math.Pow(0.75, length - 1);
            double difference = bursts.Count(it => it == length) - expected;
            chiSquare += difference * difference / expected;
        }

        chiSquare.Should().BeLessThan(31.3);
    }

    [Fact]
    public void Gilbert_and_elliott_lose_in_both_states_by_their_own_shares()
    {
        var model = LossModel.GilbertElliott(Percent(5), Percent(20), lossInBad: Percent(60), lossInGood: Percent(1));

        Share(Fates(new LinkOptions { LossModel = model })).Should().BeApproximately((0.2 * 0.60) + (0.8 * 0.01), 0.004);
    }

    [Fact]
    public void The_four_states_are_visited_as_the_stationary_distribution_says()
    {
        const double P13 = 0.03,
            P31 = 0.20,
            P32 = 0.30,
            P23 = 0.40,
            P14 = 0.02;
        var model = LossModel.FourStates(Percent(3), Percent(20), Percent(30), Percent(40), Percent(2));
        bool[] lost = Fates(new LinkOptions { LossModel = model });

        double three = P13 / P31;
        double four = P14;
        double total = 1 + three + (three * P32 / P23) + four;
        Share(lost).Should().BeApproximately((three + four) / total, 0.004);
    }

    [Fact]
    public void Patterns_numbers_and_periods_lose_exactly_what_they_say()
    {
        Lost(LossModel.Pattern(0b101), 130).Should().Equal(1, 3, 65, 67, 129);
        Lost(LossModel.Numbers(2, 5, 9), 100).Should().Equal(2, 5, 9);
        Lost(LossModel.First(3), 100).Should().Equal(1, 2, 3);
        Lost(LossModel.Every(4), 13).Should().Equal(4, 8, 12);
        Lost(LossModel.Bursts(lost: 2, passed: 3), 12).Should().Equal(4, 5, 9, 10);
    }

    [Fact]
    public void Outages_begin_and_end_on_their_tick()
    {
        LinkModel link = Create(
            new LinkOptions { LossModel = LossModel.Outages(TimeSpan.FromSeconds(10), lasting: TimeSpan.FromSeconds(2)) }
        );
        var tick = TimeSpan.FromTicks(1);

        link.Next(1, TimeSpan.FromSeconds(2) - tick).IsDelivered.Should().BeFalse();
        link.Next(1, TimeSpan.FromSeconds(2)).IsDelivered.Should().BeTrue();
        link.Next(1, TimeSpan.FromSeconds(10) - tick).IsDelivered.Should().BeTrue();
        link.Next(1, TimeSpan.FromSeconds(10)).IsDelivered.Should().BeFalse();
    }

    [Fact]
    public void A_steady_state_decides_without_allocating()
    {
        LinkModel link = Create(
            new LinkOptions
            {
                LossModel = LossModel.GilbertElliott(Percent(2), Percent(25)),
                Duplication = Percent(5),
                MaxCopies = 3,
                Delay = TimeSpan.FromMilliseconds(20),
                Jitter = TimeSpan.FromMilliseconds(5),
                JitterDistribution = JitterDistribution.Pareto,
                JitterCorrelation = Percent(10),
                Clog = new ClogOptions(Percent(1), TimeSpan.FromMilliseconds(50)),
            }
        );
        Pass(link, 1_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Pass(link, 10_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    private static void Pass(LinkModel link, int count)
    {
        for (int i = 0; i < count; i++)
        {
            link.Next(100, TimeSpan.FromMilliseconds(i));
        }
    }

    private static bool[] Fates(LinkOptions options)
    {
        LinkModel link = Create(options);
        return Enumerable.Range(0, Many).Select(_ => !link.Next(100, TimeSpan.Zero).IsDelivered).ToArray();
    }

    private static int[] Lost(LossModel model, int count)
    {
        LinkModel link = Create(new LinkOptions { LossModel = model });
        return Enumerable.Range(1, count).Where(_ => !link.Next(100, TimeSpan.Zero).IsDelivered).ToArray();
    }

    private static double Share(bool[] lost) => lost.Count(it => it) / (double)lost.Length;

    private static double Correlation(bool[] lost, double mean, int distance)
    {
        double both = Enumerable.Range(distance, lost.Length - distance).Count(i => lost[i] && lost[i - distance]) / (double)lost.Length;
        return (both - (mean * mean)) / (mean * (1 - mean));
    }

    private static int[] Bursts(bool[] lost)
    {
        List<int> bursts = [];
        int length = 0;
        foreach (bool it in lost)
        {
            if (it)
            {
                length++;
            }
            else if (length > 0)
            {
                bursts.Add(length);
                length = 0;
            }
        }

        return [.. bursts];
    }

    private static Probability Percent(decimal percent) => Probability.FromPercent(percent);

    private static LinkModel Create(LinkOptions options) => new(options, new RandomSource(7).Within("link:test/"));
}

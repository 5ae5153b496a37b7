using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>Delays against their distributions, at a fixed seed.</summary>
public class DelayStatisticsTests
{
    private const int Many = 100_000;

    private static readonly LinkOptions Around100 = new()
    {
        Delay = TimeSpan.FromMilliseconds(100),
        Jitter = TimeSpan.FromMilliseconds(10),
        Order = LinkOrder.AllowOvertaking,
    };

    [Fact]
    public void Pareto_delays_follow_their_distribution_function()
    {
        double[] sorted = Delays(Around100 with { JitterDistribution = JitterDistribution.Pareto }).Order().ToArray();

        // Kolmogorov and Smirnov: 1.95 / sqrt(n) is the 0.1 % point; the table of 4096 quantiles and the cut at 4 add 1/1000.
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            double value = 1.5 + ((sorted[i] - 100) / 10 * 0.8660254037844386);
            double function = value < 1 ? 0 : 1 - Math.Pow(value, -3);
            largest = sorted[i] >= 139.99 ? largest : Math.Max(largest, Math.Abs(function - (i / (double)sorted.Length)));
        }

        largest.Should().BeLessThan((1.95 / Math.Sqrt(Many)) + 0.001);
        sorted[^1].Should().BeLessThanOrEqualTo(140, "the table is cut at four deviations");
        sorted.Average().Should().BeApproximately(99.77, 0.15);
    }

    [Fact]
    public void A_custom_table_is_met_at_its_quantiles()
    {
        // Half of the mass between -1 and 0 jitters, half between 0 and 3.
        var table = new DelayTable(-DelayTable.Unit, 0, 3 * DelayTable.Unit);
        double[] sorted = Delays(Around100 with { JitterDistribution = JitterDistribution.Custom, JitterTable = table }).Order().ToArray();

        sorted[0].Should().BeApproximately(90, 0.01);
        sorted[Many / 4].Should().BeApproximately(95, 0.15);
        sorted[Many / 2].Should().BeApproximately(100, 0.2);
        sorted[Many * 3 / 4].Should().BeApproximately(115, 0.5);
        sorted[^1].Should().BeApproximately(130, 0.01);
    }

    [Fact]
    public void A_table_reads_as_netem_writes_it_and_refuses_what_is_no_number()
    {
        Action broken = () => DelayTable.Parse("1 2 x");

        DelayTable.Parse("# measured\n -8192 0\n 8192 # end").Should().NotBeNull();
        broken.Should().Throw<ArgumentException>().WithMessage("`x` in a delay table is not a whole number*");
    }

    [Fact]
    public void Correlated_jitter_keeps_its_distribution_and_correlates_neighbours_by_just_that_much()
    {
        double[] delays = Delays(
            Around100 with
            {
                JitterDistribution = JitterDistribution.Normal,
                JitterCorrelation = Probability.FromPercent(30),
            }
        );
        double mean = delays.Average();
        double variance = delays.Average(it => (it - mean) * (it - mean));
        double covariance = Enumerable.Range(1, Many - 1).Average(i => (delays[i] - mean) * (delays[i - 1] - mean));

        Math.Sqrt(variance).Should().BeApproximately(10, 0.2);
        (covariance / variance).Should().BeApproximately(0.30, 0.02);
    }

    [Fact]
    public void A_clog_holds_everything_and_releases_it_in_one_burst()
    {
        var link = new LinkModel(
            new LinkOptions { Clog = new ClogOptions(Probability.FromPercent(1), TimeSpan.FromSeconds(1)) },
            new RandomSource(3)
        );
        TimeSpan[] arrivals = Enumerable.Range(0, Many).Select(i => Ms(i) + link.Next(1, Ms(i)).Delay).ToArray();
        int[] bursts = arrivals.GroupBy(it => it).Select(it => it.Count()).Where(it => it > 1).ToArray();

        // One begins every 100 open datagrams and lasts 1 s in the mean, of which each holds one a millisecond.
        bursts.Average().Should().BeApproximately(1000, 250);
        bursts.Length.Should().BeInRange(60, 120);
        arrivals.Should().BeInAscendingOrder();
    }

    [Fact]
    public void Copies_are_as_many_and_as_late_as_they_may()
    {
        var link = new LinkModel(
            new LinkOptions
            {
                Duplication = Probability.Certain,
                MaxCopies = 4,
                CopyDelay = Ms(20),
            },
            new RandomSource(3)
        );
        int[] copies = new int[6];
        TimeSpan latest = TimeSpan.Zero;
        for (int i = 0; i < 8_000; i++)
        {
            copies[link.Next(1, TimeSpan.Zero).Copies]++;
            TimeSpan delay = link.NextCopy(1, TimeSpan.Zero).Delay;
            latest = delay > latest ? delay : latest;
        }

        copies[2..].Should().OnlyContain(count => count > 1_800 && count < 2_200);
        latest.Should().BeCloseTo(Ms(20), Ms(1)).And.BeLessThanOrEqualTo(Ms(20));
    }

    [Theory]
    [InlineData(CorruptionKind.Truncate, -100, -1)]
    [InlineData(CorruptionKind.Extend, 1, 64)]
    public void Corruption_may_change_the_length(CorruptionKind kind, int least, int most)
    {
        var link = new LinkModel(new LinkOptions { Corruption = Probability.Certain, CorruptionKind = kind }, new RandomSource(3));
        int[] changes = Enumerable.Range(0, 5_000).Select(_ => link.Next(100, TimeSpan.Zero).LengthChange).ToArray();

        changes.Min().Should().Be(least);
        changes.Max().Should().Be(most);
    }

    [Fact]
    public void Corruption_that_the_checksum_catches_is_a_drop_with_its_own_reason()
    {
        var link = new LinkModel(
            new LinkOptions { Corruption = Probability.Certain, CorruptionKind = CorruptionKind.Caught },
            new RandomSource(3)
        );

        link.Next(100, TimeSpan.Zero).Drop.Should().Be(DropReason.Corruption);
    }

    private static double[] Delays(LinkOptions options)
    {
        var link = new LinkModel(options, new RandomSource(5).Within("link:test/"));
        return Enumerable.Range(0, Many).Select(_ => link.Next(1, TimeSpan.Zero).Delay.TotalMilliseconds).ToArray();
    }

    private static TimeSpan Ms(int count) => TimeSpan.FromMilliseconds(count);
}

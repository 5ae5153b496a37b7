using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

public class LinkOptionsTests
{
    public static TheoryData<LinkOptions, string> Impossible() =>
        new()
        {
            {
                new LinkOptions { Delay = TimeSpan.FromMilliseconds(-1) },
                "A delay of -00:00:00.0010000 is impossible: it must be from 0 to 1.00:00:00."
            },
            {
                new LinkOptions { Jitter = TimeSpan.FromDays(2) },
                "A jitter of 2.00:00:00 is impossible*"
            },
            {
                new LinkOptions { Jitter = TimeSpan.FromMilliseconds(5) },
                "A jitter of 00:00:00.0050000 around a delay of 0 is contradictory*"
            },
            {
                new LinkOptions { Mtu = 0 },
                "An MTU of 0 bytes is impossible: it must be at least 1 byte."
            },
            {
                new LinkOptions { MtuIsSignalled = true },
                "An MTU that is signalled but not set does nothing: give both."
            },
            {
                new LinkOptions { Reordering = Probability.FromPercent(5) },
                "Reordering of 5 % without a delay does nothing*"
            },
            {
                new LinkOptions { ReorderingGap = 0 },
                "A reordering gap of 0 is impossible: it must be at least 1."
            },
            {
                new LinkOptions { ReorderingGap = 3 },
                "A reordering gap of 3 without a reordering probability does nothing*"
            },
            {
                new LinkOptions { Order = (LinkOrder)9 },
                "The link order 9 is unknown."
            },
            {
                new LinkOptions { LossCorrelation = Probability.FromPercent(5) },
                "A loss correlation of 5 % without a loss does nothing*"
            },
            {
                new LinkOptions { JitterCorrelation = Probability.FromPercent(5) },
                "A jitter correlation of 5 % without a jitter does nothing*"
            },
            {
                new LinkOptions { Loss = Probability.Certain, LossModel = LossModel.First(1) },
                "A random loss of 100 % and a loss model contradict each other*"
            },
            {
                new LinkOptions { LossModel = LossModel.Pattern(0) },
                "A loss pattern of 0 loses nothing*"
            },
            {
                new LinkOptions { LossModel = LossModel.Numbers(3, 3) },
                "Losing datagram number 3 is impossible here*at least 4."
            },
            {
                new LinkOptions { LossModel = LossModel.Bursts(0, 1) },
                "Losing 0 datagrams in a row is impossible*"
            },
            {
                new LinkOptions { LossModel = LossModel.Outages(TimeSpan.Zero, TimeSpan.Zero) },
                "Outages every 00:00:00 are impossible*"
            },
            {
                new LinkOptions
                {
                    LossModel = LossModel.FourStates(Probability.FromPercent(60), default, default, default, Probability.FromPercent(50)),
                },
                "p13 = 60 % and p14 = 50 % are contradictory: together they must be at most 100 %*"
            },
            {
                new LinkOptions { Rate = new RateLimit(default) },
                "A rate of 0 bit/s is impossible: it must be at least 1 bit/s."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { QueueDatagrams = 0 } },
                "A queue of 0 datagrams is impossible*"
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { BurstBytes = -1 } },
                "A burst of -1 bytes is impossible*"
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { CoDelTarget = TimeSpan.FromSeconds(1) } },
                "A CoDel target of 00:00:01*"
            },
            {
                new LinkOptions { MaxCopies = 2 },
                "At most 2 copies without a duplication do nothing*"
            },
            {
                new LinkOptions { CorruptionKind = CorruptionKind.Caught },
                "The corruption kind Caught without a corruption does nothing*"
            },
            {
                new LinkOptions { JitterDistribution = JitterDistribution.Custom },
                "A Custom jitter distribution needs a delay table*"
            },
            {
                new LinkOptions { Clog = new ClogOptions(Probability.Certain, TimeSpan.Zero) },
                "A mean clog of 00:00:00 is impossible*"
            },
            {
                new LinkOptions { Clog = new ClogOptions(Probability.Never, TimeSpan.FromSeconds(1)) },
                "Clogging with a chance of 0 % does nothing: give one above 0 %."
            },
            {
                new LinkOptions { Clog = new ClogOptions(Probability.Certain, TimeSpan.FromHours(12) + TimeSpan.FromTicks(1)) },
                "A mean clog of 12:00:00.0000001 is impossible: it must be above 0 and at most 12:00:00."
            },
            {
                new LinkOptions { LossModel = LossModel.GilbertElliott(default, Probability.Certain) },
                "A Gilbert-Elliott loss with p = 0 % and no loss in the good state does nothing: give a p above 0 %."
            },
            {
                new LinkOptions
                {
                    LossModel = LossModel.GilbertElliott(Probability.Certain, Probability.Certain, lossInBad: Probability.Never),
                },
                "A Gilbert-Elliott loss of 0 % in the bad and 0 % in the good state does nothing: give one above 0 %."
            },
            {
                new LinkOptions
                {
                    LossModel = LossModel.FourStates(
                        Probability.Certain,
                        Probability.Certain,
                        Probability.FromPercent(1),
                        default,
                        default
                    ),
                },
                "p31 = 100 % and p32 = 1 % are contradictory: together they must be at most 100 %, as both leave one state."
            },
            {
                new LinkOptions { LossModel = LossModel.FourStates(default, default, default, default, default) },
                "A four-state loss with p13 = 0 % and p14 = 0 % does nothing: give one above 0 %."
            },
            {
                new LinkOptions { LossModel = LossModel.Numbers() },
                "A loss of 0 numbered datagrams does nothing: give at least one number."
            },
            {
                new LinkOptions { LossModel = LossModel.Outages(TimeSpan.FromSeconds(1), TimeSpan.Zero) },
                "An outage of 00:00:00 in every 00:00:01 is impossible: it must be above 0 and at most the period."
            },
            {
                new LinkOptions { LossModel = LossModel.Outages(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)) },
                "An outage of 00:00:02 in every 00:00:01 is impossible: it must be above 0 and at most the period."
            },
            {
                new LinkOptions { LossModel = LossModel.Bursts(1, -1) },
                "Letting -1 datagrams pass between losses is impossible: it must be at least 0."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { BurstBytes = 1_000_000_001 } },
                "A burst of 1000000001 bytes is impossible: it must be from 0 to 1000000000."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { OverheadBytes = 65_536 } },
                "An overhead of 65536 bytes is impossible: it must be from -65535 to 65535."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { OverheadBytes = -65_536 } },
                "An overhead of -65536 bytes is impossible: it must be from -65535 to 65535."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { QueueBytes = 0 } },
                "A queue of 0 bytes is impossible: it must hold at least 1."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { Discipline = (QueueDiscipline)9 } },
                "The queue discipline 9 is unknown."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { CoDelTarget = TimeSpan.Zero } },
                "A CoDel target of 00:00:00 in an interval of 00:00:00.1000000 is impossible: 0 < target <= interval is required."
            },
            {
                new LinkOptions { Rate = new RateLimit(BitRate.Megabits(1)) { CoDelInterval = TimeSpan.Zero } },
                "A CoDel target of 00:00:00.0050000 in an interval of 00:00:00 is impossible: 0 < target <= interval is required."
            },
            {
                new LinkOptions { Duplication = Probability.Certain, MaxCopies = 0 },
                "At most 0 copies are impossible: it must be from 1 to 100."
            },
            {
                new LinkOptions { Duplication = Probability.Certain, MaxCopies = 101 },
                "At most 101 copies are impossible: it must be from 1 to 100."
            },
            {
                new LinkOptions { Duplication = Probability.Certain, CopyDelay = TimeSpan.FromDays(2) },
                "A copy delay of 2.00:00:00 is impossible: it must be from 0 to 1.00:00:00."
            },
            {
                new LinkOptions { CopyDelay = TimeSpan.FromSeconds(1) },
                "A copy delay of 00:00:01 without a duplication does nothing: give both."
            },
            {
                new LinkOptions { Corruption = Probability.Certain, CorruptionKind = (CorruptionKind)9 },
                "The corruption kind 9 is unknown."
            },
            {
                new LinkOptions { JitterDistribution = (JitterDistribution)9 },
                "The jitter distribution 9 is unknown."
            },
        };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_or_contradictory_options_are_refused_when_the_link_is_built(LinkOptions options, string sentence)
    {
        Action act = () => _ = new LinkModel(options, new RandomSource(1));

        act.Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    public static TheoryData<LinkOptions> Extreme() =>
        new()
        {
            new LinkOptions { LossModel = LossModel.Numbers(1, 2) },
            new LinkOptions { LossModel = LossModel.Outages(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)) },
            new LinkOptions { LossModel = LossModel.Bursts(1, 0) },
            new LinkOptions
            {
                Rate = new RateLimit(BitRate.Bits(1))
                {
                    BurstBytes = 1_000_000_000,
                    OverheadBytes = 65_535,
                    QueueDatagrams = 1,
                    QueueBytes = 1,
                    CoDelTarget = TimeSpan.FromDays(1),
                    CoDelInterval = TimeSpan.FromDays(1),
                },
            },
            new LinkOptions { Rate = new RateLimit(BitRate.Bits(1)) { OverheadBytes = -65_535 } },
            new LinkOptions
            {
                Mtu = 1,
                Duplication = Probability.Certain,
                MaxCopies = 100,
                CopyDelay = TimeSpan.FromDays(1),
                Delay = TimeSpan.FromDays(1),
                Jitter = TimeSpan.FromDays(1),
            },
            new LinkOptions { Clog = new ClogOptions(Probability.Certain, TimeSpan.FromHours(12)) },
            new LinkOptions { LossModel = LossModel.GilbertElliott(default, default, lossInGood: Probability.FromPercent(1)) },
            new LinkOptions
            {
                LossModel = LossModel.GilbertElliott(Probability.Certain, default, Probability.Never, Probability.FromPercent(1)),
            },
            new LinkOptions { LossModel = LossModel.FourStates(default, default, default, default, Probability.Certain) },
            new LinkOptions
            {
                LossModel = LossModel.FourStates(Probability.FromPercent(40), default, default, default, Probability.FromPercent(60)),
            },
        };

    [Theory]
    [MemberData(nameof(Extreme))]
    public void What_a_link_can_just_do_is_no_mistake(LinkOptions options) =>
        new LinkModel(options, new RandomSource(1)).Options.Should().BeSameAs(options);

    [Fact]
    public void A_link_without_options_is_none()
    {
        var link = new LinkModel(LinkOptions.Perfect, new RandomSource(1));

        link.Invoking(it => it.Options = null!).Should().Throw<ArgumentNullException>().WithParameterName("value");
        link.Faults.Invoking(it => it.Drop(null!)).Should().Throw<ArgumentNullException>().WithParameterName("scope");
    }

    [Fact]
    public void Refused_options_leave_the_old_ones_in_force()
    {
        var link = new LinkModel(new LinkOptions { Mtu = 100 }, new RandomSource(1));

        link.Invoking(it => it.Options = new LinkOptions { Mtu = 0 }).Should().Throw<ArgumentException>();
        link.Options.Mtu.Should().Be(100);
    }

    [Fact]
    public void A_rate_tells_its_bounds_in_its_own_unit()
    {
        Refused(
            () => BitRate.Bits(0),
            "A rate of 0 bit/s is impossible: it must be from 1 to 1000000000000 bit/s; to carry nothing, take the link down*"
        );
        Refused(() => BitRate.Megabits(1_000_001), "A rate of 1000001 Mbit/s is impossible: it must be from 1 to 1000000 Mbit/s*");
        BitRate.Megabits(1_000_000).ToString().Should().Be("1000000000000 bit/s");

        static void Refused(Func<BitRate> rate, string sentence) =>
            rate.Should().Throw<ArgumentOutOfRangeException>().WithMessage(sentence);
    }

    [Fact]
    public void A_rate_of_zero_is_refused_with_its_range()
    {
        Action act = () => BitRate.Kilobits(0);

        act.Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("A rate of 0 kbit/s is impossible: it must be from 1 to 1000000000 kbit/s*");
    }
}

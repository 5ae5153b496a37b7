using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>Each impairment draws from the stream of its own name, as <see cref="LinkModel"/> says, and draws nothing while it is off:
/// who knows the seed can tell what a link does.</summary>
public class LinkStreamTests
{
    private const int Many = 200;

    private static readonly RandomSource Source = new RandomSource(3).Within("link:test/");
    private static readonly Probability Half = Probability.FromPercent(50);
    private static readonly TimeSpan Ms = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void Losses_are_those_of_the_stream_of_losses()
    {
        LinkModel link = Create(new LinkOptions { Loss = Half });
        RandomStream losses = Source.Stream("loss");

        Each(() => link.Next(1, TimeSpan.Zero).IsDelivered, () => !losses.Chance(Half));
    }

    [Fact]
    public void A_correlated_loss_repeats_the_fate_before_or_draws_its_own()
    {
        LinkModel link = Create(new LinkOptions { Loss = Half, LossCorrelation = Half });
        RandomStream losses = Source.Stream("loss");
        RandomStream repeats = Source.Stream("loss-correlation");
        bool? last = null;

        Each(
            () => link.Next(1, TimeSpan.Zero).Drop == DropReason.Loss,
            () => (last = last is { } it && repeats.Chance(Half) ? it : losses.Chance(Half)).Value
        );
    }

    [Fact]
    public void Jitter_is_that_of_its_stream_around_the_delay()
    {
        LinkModel link = Create(Jittery);
        RandomStream jitter = Source.Stream("jitter");

        Each(() => link.Next(1, TimeSpan.Zero).Delay, () => (50 * Ms) + Draw(jitter));
    }

    [Fact]
    public void Correlated_jitter_repeats_the_deviation_before_or_draws_its_own()
    {
        LinkModel link = Create(Jittery with { JitterCorrelation = Half });
        RandomStream jitter = Source.Stream("jitter");
        RandomStream repeats = Source.Stream("jitter-correlation");
        TimeSpan last = TimeSpan.Zero;

        Each(() => link.Next(1, TimeSpan.Zero).Delay, () => (50 * Ms) + (last = repeats.Chance(Half) ? last : Draw(jitter)));
    }

    [Fact]
    public void Duplicates_and_their_number_and_lateness_come_from_three_streams()
    {
        LinkModel link = Create(
            new LinkOptions
            {
                Duplication = Half,
                MaxCopies = 4,
                CopyDelay = 20 * Ms,
            }
        );
        RandomStream duplication = Source.Stream("duplication");
        RandomStream copies = Source.Stream("copies");
        RandomStream later = Source.Stream("copy-delay");

        Each<long>(() => link.Next(1, TimeSpan.Zero).Copies, () => duplication.Chance(Half) ? 1 + copies.Between(1, 4) : 1L);
        Each(() => link.NextCopy(1, TimeSpan.Zero).Delay, () => TimeSpan.FromTicks(later.Between(0, (20 * Ms).Ticks)));
    }

    [Fact]
    public void Corruption_and_the_bit_that_it_flips_come_from_one_stream()
    {
        LinkModel link = Create(new LinkOptions { Corruption = Half });
        RandomStream corruption = Source.Stream("corruption");

        Each<long>(() => link.Next(10, TimeSpan.Zero).FlippedBit, () => corruption.Chance(Half) ? (long)corruption.Below(80) : -1L);
    }

    [Fact]
    public void Reordering_is_that_of_its_stream()
    {
        LinkModel link = Create(new LinkOptions { Delay = 50 * Ms, Reordering = Half });
        RandomStream reordering = Source.Stream("reordering");

        Each(() => link.Next(1, TimeSpan.Zero).Delay, () => reordering.Chance(Half) ? TimeSpan.Zero : 50 * Ms);
    }

    [Fact]
    public void A_clog_begins_and_lasts_as_its_stream_says_and_then_lets_all_go_at_once()
    {
        var options = new LinkOptions { Clog = new ClogOptions(Probability.FromPercent(10), 20 * Ms) };
        LinkModel link = Create(options);
        RandomStream clogs = Source.Stream("clog");
        TimeSpan ends = TimeSpan.Zero;
        for (int i = 0; i < 2_000; i++)
        {
            TimeSpan now = i * Ms;
            if (now >= ends && clogs.Chance(options.Clog.Chance))
            {
                ends = now + TimeSpan.FromTicks(clogs.Between(1, (40 * Ms).Ticks));
            }

            link.Next(1, now).Delay.Should().Be(ends > now ? ends - now : TimeSpan.Zero, "of datagram {0}", i);
        }
    }

    [Fact]
    public void A_clog_outlasts_the_options_that_brought_it()
    {
        var always = new LinkOptions { Clog = new ClogOptions(Probability.Certain, 20 * Ms) };
        LinkModel link = Create(always);
        TimeSpan ends = link.Next(1, TimeSpan.Zero).Delay;
        link.Options = LinkOptions.Perfect;
        link.Next(1, Ms / 2).Delay.Should().Be(ends - (Ms / 2));
        link.Next(1, ends).Delay.Should().Be(TimeSpan.Zero);
        link.Options = always;

        link.Next(1, ends).Delay.Should().BePositive("a link that opens at this very tick may clog again");
    }

    [Fact]
    public void What_is_off_draws_nothing()
    {
        LinkModel link = Create(new LinkOptions { Delay = 50 * Ms, Duplication = Probability.Certain });
        for (int i = 0; i < Many; i++)
        {
            link.Next(1, TimeSpan.Zero);
            link.NextCopy(1, TimeSpan.Zero);
        }

        LinkOptions later = Jittery with { Duplication = Probability.Certain, MaxCopies = 4, CopyDelay = 20 * Ms };
        link.Options = later;
        LinkModel fresh = Create(later);

        Each(() => link.Next(1, TimeSpan.Zero), () => fresh.Next(1, TimeSpan.Zero));
        Each(() => link.NextCopy(1, TimeSpan.Zero), () => fresh.NextCopy(1, TimeSpan.Zero));
    }

    [Fact]
    public void A_loss_model_draws_from_its_stream_and_is_what_it_was_until_another_is_set()
    {
        var model = LossModel.GilbertElliott(Half, Half, Probability.FromPercent(90), Probability.FromPercent(10));
        LinkModel link = Create(new LinkOptions { LossModel = model });
        RandomStream stream = Source.Stream("loss-model");
        bool bad = false;
        Each(Loses, Expected);
        link.Options = new LinkOptions { LossModel = model, Delay = Ms };
        Each(Loses, Expected);
        link.Options = LinkOptions.Perfect;
        Each(Loses, () => false);
        link.Options = new LinkOptions { LossModel = model };
        bad = false;
        Each(Loses, Expected);

        bool Loses() => link.Next(1, TimeSpan.Zero).Drop == DropReason.Loss;
        bool Expected()
        {
            bool lost = stream.Chance(Probability.FromPercent(bad ? 90 : 10));
            bad ^= stream.Chance(Half);
            return lost;
        }
    }

    [Fact]
    public void Four_states_follow_each_other_by_one_draw_a_datagram()
    {
        LinkModel link = Create(
            new LinkOptions
            {
                LossModel = LossModel.FourStates(
                    Probability.FromPercent(30),
                    Probability.FromPercent(20),
                    Probability.FromPercent(40),
                    Probability.FromPercent(60),
                    Probability.FromPercent(10)
                ),
            }
        );
        RandomStream stream = Source.Stream("loss-model");
        int state = 1;

        Each(
            () => link.Next(1, TimeSpan.Zero).Drop == DropReason.Loss,
            () => (state = Following(state, (int)stream.Below(1_000_000) / 10_000)) >= 3
        );

        static int Following(int state, int percent) =>
            state switch
            {
                1 => percent < 10 ? 4
                : percent < 40 ? 3
                : 1,
                2 => percent < 60 ? 3 : 2,
                3 => percent < 20 ? 1
                : percent < 60 ? 2
                : 3,
                _ => 1,
            };
    }

    private static LinkOptions Jittery =>
        new()
        {
            Delay = 50 * Ms,
            Jitter = 20 * Ms,
            Order = LinkOrder.AllowOvertaking,
        };

    private static TimeSpan Draw(RandomStream jitter) => TimeSpan.FromTicks(jitter.Between(-(20 * Ms).Ticks, (20 * Ms).Ticks));

    private static void Each<T>(Func<T> actual, Func<T> expected) =>
        Enumerable.Range(0, Many).Select(_ => actual()).Should().Equal(Enumerable.Range(0, Many).Select(_ => expected()));

    private static LinkModel Create(LinkOptions options) => new(options, Source);
}

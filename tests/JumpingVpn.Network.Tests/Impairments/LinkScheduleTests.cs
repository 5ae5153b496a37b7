using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

public class LinkScheduleTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);
    private static readonly LinkOptions Slow = new() { Delay = Second };

    [Fact]
    public void Phases_begin_and_end_on_their_tick_counted_from_the_moment_it_was_set()
    {
        var link = new LinkModel(LinkOptions.Perfect, new RandomSource(1));
        link.Follow(
            new LinkSchedule(new LinkPhase(2 * Second, 3 * Second, LinkOptions.Dead), new LinkPhase(5 * Second, Second, Slow)),
            10 * Second
        );

        link.IsPerfect.Should().BeFalse();
        link.Next(1, (12 * Second) - Tick).IsDelivered.Should().BeTrue();
        link.Next(1, 12 * Second).Drop.Should().Be(DropReason.LinkDown);
        link.Next(1, (15 * Second) - Tick).Drop.Should().Be(DropReason.LinkDown);
        link.Next(1, 15 * Second).Delay.Should().Be(Second);
        link.Next(1, 16 * Second).Delay.Should().Be(TimeSpan.Zero);
        link.Options.Should().Be(LinkOptions.Perfect, "the link's own options are what it was given");
    }

    [Fact]
    public void A_repeated_schedule_begins_anew_even_after_a_long_silence()
    {
        var link = new LinkModel(LinkOptions.Perfect, new RandomSource(1));
        link.Follow(new LinkSchedule(new LinkPhase(Second, Second, LinkOptions.Dead)) { RepeatEvery = 10 * Second }, TimeSpan.Zero);

        link.Next(1, 500 * Second).IsDelivered.Should().BeTrue();
        link.Next(1, 501 * Second).IsDelivered.Should().BeFalse();
        link.Next(1, 502 * Second).IsDelivered.Should().BeTrue();
    }

    [Fact]
    public void Impossible_schedules_are_refused_with_the_reason()
    {
        Action overlap = () => _ = new LinkSchedule(new LinkPhase(Second, 2 * Second, Slow), new LinkPhase(2 * Second, Second, Slow));
        Action nothing = () => _ = new LinkSchedule();
        Action tooShort = () => _ = new LinkSchedule(new LinkPhase(Second, Second, Slow)) { RepeatEvery = Second };

        overlap
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A phase at 00:00:02 overlaps the one before it: it must begin at 00:00:03 or later.");
        nothing.Should().Throw<ArgumentException>().WithMessage("A schedule of 0 phases does nothing*");
        tooShort.Should().Throw<ArgumentException>().WithMessage("Repeating a schedule every 00:00:01 is impossible*");
    }

    [Fact]
    public void A_phase_that_is_none_is_refused_and_the_least_and_the_longest_are_not()
    {
        Refused(new LinkPhase(-Tick, Second, Slow), "A phase at -00:00:00.0000001 is impossible: it must begin at 0 or later.");
        Refused(new LinkPhase(Second, TimeSpan.Zero, Slow), "A phase of 00:00:00 is impossible: it must be longer than 0.");
        Refused(new LinkPhase(Second, Second, new LinkOptions { Mtu = 0 }), "An MTU of 0 bytes is impossible: it must be at least 1 byte.");
        var schedule = new LinkSchedule(new LinkPhase(TimeSpan.Zero, Second, Slow)) { RepeatEvery = Second };

        schedule.End.Should().Be(Second);
        schedule.RepeatEvery.Should().Be(Second);

        static void Refused(LinkPhase phase, string sentence) =>
            ((Action)(() => _ = new LinkSchedule(phase))).Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Fact]
    public void A_preset_is_what_its_name_says()
    {
        LinkPresets.Find("3G").Should().BeSameAs(LinkPresets.ThirdGeneration);
        LinkPresets.Find("EDGE").Should().BeSameAs(LinkPresets.Edge);
        LinkPresets.Find("LTE").Should().BeSameAs(LinkPresets.Lte);
        LinkPresets.Find("DSL").Should().BeSameAs(LinkPresets.Dsl);
        LinkPresets.Find("very bad").Should().BeSameAs(LinkPresets.VeryBad);
        LinkPresets.Find("satellite").Should().BeSameAs(LinkPresets.Satellite);
        LinkPresets.Find("hotel").Should().BeSameAs(LinkPresets.Hotel);
        LinkPresets.Find("train tunnel").Should().BeSameAs(LinkPresets.TrainTunnel);
        ((Action)(() => LinkPresets.Find("x")))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("There is no link preset \"x\"; there are 3G, EDGE, LTE, DSL, Wi-Fi, very bad, satellite, hotel, train tunnel.");
    }

    [Fact]
    public void A_preset_pays_for_headers_a_hotel_queues_a_second_and_a_tunnel_comes_each_minute()
    {
        foreach (string name in LinkPresets.Names.Where(name => name != "train tunnel"))
        {
            LinkPresets.Find(name).Up.Rate!.OverheadBytes.Should().Be(28);
            LinkPresets.Find(name).Down.Rate!.OverheadBytes.Should().Be(28);
        }

        LinkPresets.Hotel.Up.Rate!.QueueBytes.Should().Be(250_000, "2 Mbit/s for a second");
        LinkPresets.Hotel.Down.Rate!.QueueBytes.Should().Be(625_000);
        LinkPresets.TrainTunnel.Schedule!.RepeatEvery.Should().Be(60 * Second);
        LinkPhase phase = LinkPresets.TrainTunnel.Schedule.Phases.Single();
        (phase.At, phase.For).Should().Be((20 * Second, 8 * Second));
        phase.Options.IsDown.Should().BeTrue();
    }

    [Fact]
    public void Presets_are_possible_and_found_by_any_spelling()
    {
        foreach (string name in LinkPresets.Names)
        {
            LinkPresets.Find(name).Up.Validate();
            LinkPresets.Find(name).Down.Validate();
        }

        LinkPresets.Find("wifi").Should().BeSameAs(LinkPresets.WiFi);
        ((Action)(() => LinkPresets.Find("sattelite")))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*\"sattelite\"; there are*satellite*");
    }
}

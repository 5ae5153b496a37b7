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

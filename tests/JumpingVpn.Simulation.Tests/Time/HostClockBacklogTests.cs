using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests.Time;

/// <summary>What waits while a host is frozen, and in which turn it happens after.</summary>
public class HostClockBacklogTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop = new();
    private readonly HostClock _clock;
    private readonly List<string> _done = [];
    private int _caughtUp;

    public HostClockBacklogTests() => _clock = new HostClock(_loop, "phone") { CaughtUp = () => _caughtUp++ };

    [Fact]
    public void What_follows_from_the_first_happens_before_the_second_however_often_it_thaws()
    {
        _clock.Freeze();
        _clock.Postpone(() =>
        {
            _done.Add("first");
            _loop.After(TimeSpan.Zero, () => _done.Add("what follows"));
        });
        _clock.Postpone(() => _done.Add("second"));

        _clock.Thaw();
        _clock.Freeze();
        _clock.Thaw();
        _loop.RunFor(TimeSpan.Zero);

        _done.Should().Equal("first", "what follows", "second");
        _caughtUp.Should().Be(1);
    }

    [Fact]
    public void A_host_that_is_frozen_again_before_its_turn_goes_on_waiting()
    {
        _clock.Freeze();
        _clock.Postpone(() => _done.Add("first"));
        _clock.Thaw();
        _clock.PostponedCount.Should().Be(0, "it is under way");
        _clock.IsCatchingUp.Should().BeTrue();
        _clock.Freeze();

        _loop.RunFor(Second);

        _done.Should().BeEmpty();
        _clock.PostponedCount.Should().Be(1);
        _caughtUp.Should().Be(0);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void What_was_done_waits_no_more_when_it_freezes_in_the_midst_of_it(int timers)
    {
        _clock.Freeze();
        for (int i = 0; i < timers; i++)
        {
            _clock.CreateTimer(_ => _done.Add("timer"), null, Second, Timeout.InfiniteTimeSpan);
        }

        _loop.RunFor(Second);
        _clock.Postpone(_clock.Freeze);
        _clock.Postpone(() => _done.Add("third"));
        _clock.PostponedCount.Should().Be(2);
        _clock.Thaw();

        _loop.RunFor(Second);

        _done.Should().Equal(Enumerable.Repeat("timer", timers));
        _clock.PostponedCount.Should().Be(1);
        _caughtUp.Should().Be(0);
    }

    [Fact]
    public void Nothing_is_under_way_where_nothing_waited()
    {
        _clock.Freeze();
        _clock.Thaw();

        _loop.PendingEvents.Should().Be(0);
        _clock.IsCatchingUp.Should().BeFalse();
    }

    [Fact]
    public void Of_two_timers_that_wait_the_one_that_is_disposed_of_fires_no_more()
    {
        _clock.Freeze();
        using ITimer one = _clock.CreateTimer(_ => _done.Add("one"), null, Second, Timeout.InfiniteTimeSpan);
        ITimer other = _clock.CreateTimer(_ => _done.Add("other"), null, Second, Timeout.InfiniteTimeSpan);
        _loop.RunFor(Second);

        other.Dispose();
        _clock.Thaw();
        _loop.RunFor(Second);

        _done.Should().Equal("one");
    }

    [Fact]
    public void The_end_of_a_frozen_host_does_at_once_what_was_postponed_and_fires_no_timer()
    {
        _clock.Freeze();
        using ITimer timer = _clock.CreateTimer(_ => _done.Add("timer"), null, Second, Timeout.InfiniteTimeSpan);
        _loop.RunFor(Second);
        _clock.Postpone(() => _done.Add("work"));

        _clock.Stop();

        _done.Should().Equal("work");
        _clock.IsFrozen.Should().BeFalse();
        _clock.IsCatchingUp.Should().BeFalse();
        _clock.DetainsTimers.Should().BeFalse();
        _loop.RunFor(Second);
        _done.Should().Equal("work");
    }

    [Fact]
    public void A_local_time_that_has_passed_is_as_early_as_the_pace_is_known()
    {
        _loop.RunFor(10 * Second);
        _clock.DriftPartsPerMillion = 500_000;

        _clock.ToVirtual((5 * Second).Ticks).Should().Be((10 * Second).Ticks);
        _clock.ToVirtual((10 * Second).Ticks).Should().Be((10 * Second).Ticks);
        _clock.ToVirtual((13 * Second).Ticks).Should().Be((12 * Second).Ticks);
    }

    [Fact]
    public void A_clock_is_off_by_so_much_at_most_either_way()
    {
        _clock.Offset = -VirtualTimeProvider.Latest;
        _clock.Offset = VirtualTimeProvider.Latest;

        _clock
            .Invoking(static it => it.Offset = -VirtualTimeProvider.Latest - TimeSpan.FromTicks(1))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("The clock of \"phone\" cannot be *");
    }

    [Fact]
    public void What_is_nothing_is_refused_where_it_is_given()
    {
        FluentActions.Invoking(() => new HostClock(null!, "phone")).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new HostClock(_loop, " ")).Should().Throw<ArgumentException>();
        _clock.Invoking(static it => it.Postpone(null!)).Should().Throw<ArgumentNullException>();
        _clock.Invoking(static it => it.CreateTimer(null!, null, Second, Second)).Should().Throw<ArgumentNullException>();
        _loop.TimeProvider.Invoking(static it => it.CreateTimer(null!, null, Second, Second)).Should().Throw<ArgumentNullException>();
    }
}

using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests.Time;

public class HostClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop = new();
    private readonly HostClock _clock;
    private readonly List<TimeSpan> _fired = [];

    public HostClockTests() => _clock = new HostClock(_loop, "phone");

    [Fact]
    public void A_clock_agrees_with_virtual_time_until_it_is_told_otherwise()
    {
        _loop.RunFor(5 * Second);

        _clock.GetElapsedTime(0).Should().Be(5 * Second);
        _clock.GetUtcNow().Should().Be(_loop.TimeProvider.GetUtcNow());
    }

    [Fact]
    public void A_fast_clock_counts_more_and_its_timers_fire_sooner()
    {
        _clock.DriftPartsPerMillion = 1000;
        Arm(1001 * Second);

        _loop.RunFor(2000 * Second);

        _fired.Should().Equal(1000 * Second);
        _clock.GetElapsedTime(0).Should().Be(2002 * Second);
    }

    [Theory]
    [InlineData(-500_000)]
    [InlineData(-37)]
    [InlineData(13)]
    [InlineData(999_983)]
    public void A_timer_never_fires_before_its_time_on_its_own_clock_and_at_most_a_tick_after(int drift)
    {
        _loop.RunFor(TimeSpan.FromTicks(1234567));
        _clock.DriftPartsPerMillion = drift;
        foreach (long ticks in new long[] { 1, 2, 3, 999, 10_000_019, 86_400_000_000_007 })
        {
            long begin = _clock.GetTimestamp();
            long elapsed = -1;
            using ITimer timer = _clock.CreateTimer(
                _ => elapsed = _clock.GetTimestamp() - begin,
                null,
                TimeSpan.FromTicks(ticks),
                Timeout.InfiniteTimeSpan
            );
            _loop.RunFor(TimeSpan.FromTicks(ticks * 2));

            elapsed.Should().BeInRange(ticks, ticks + 1);
        }
    }

    [Fact]
    public void A_change_of_pace_reaches_the_timers_that_are_armed_already()
    {
        Arm(10 * Second);
        _loop.RunFor(5 * Second);
        _clock.DriftPartsPerMillion = 1_000_000;

        _loop.RunFor(10 * Second);

        _fired.Should().Equal(7.5 * Second);
    }

    [Fact]
    public void A_step_moves_the_wall_clock_and_no_timer()
    {
        Arm(10 * Second);
        _clock.Offset = TimeSpan.FromHours(3);
        _clock.Step(-TimeSpan.FromHours(4));
        _loop.RunFor(20 * Second);

        _fired.Should().Equal(10 * Second);
        _clock.GetElapsedTime(0).Should().Be(20 * Second);
        _clock.GetUtcNow().Should().Be(VirtualTimeProvider.Origin + (20 * Second) - TimeSpan.FromHours(1));
    }

    [Fact]
    public void A_periodic_timer_keeps_its_own_pace()
    {
        _clock.DriftPartsPerMillion = -500_000;
        using ITimer timer = _clock.CreateTimer(_ => _fired.Add(_loop.Now), null, Second, Second);

        _loop.RunFor(6 * Second);

        _fired.Should().Equal(2 * Second, 4 * Second, 6 * Second);
    }

    [Fact]
    public void Its_timers_tell_whose_they_are()
    {
        Arm(Second);

        _loop.TimeProvider.ArmedTimers.Single().Owner.Should().Be("phone");
        _loop.DescribePending().Should().Contain("timer phone: ").And.Contain("at 00:00:01");
    }

    [Theory]
    [InlineData(-500_001)]
    [InlineData(1_000_001)]
    public void An_impossible_drift_is_refused(int drift) =>
        _clock
            .Invoking(it => it.DriftPartsPerMillion = drift)
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("A drift must be from -500000 to 1000000 parts per million*");

    private void Arm(TimeSpan after) => _clock.CreateTimer(_ => _fired.Add(_loop.Now), null, after, Timeout.InfiniteTimeSpan);
}

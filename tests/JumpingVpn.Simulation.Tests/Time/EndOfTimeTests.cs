using JumpingVpn.Simulation.Scheduling;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests.Time;

/// <summary>Virtual time has an end. What would go beyond it is refused, what would be due after it is never due, and nothing
/// wraps around.</summary>
public class EndOfTimeTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop = new();
    private int _fired;

    public static TheoryData<TimeSpan> TooLong => [TimeSpan.MaxValue, TimeSpan.FromDays(9_999_999), VirtualTimeProvider.Latest];

    [Theory]
    [MemberData(nameof(TooLong))]
    public void A_run_beyond_the_end_of_time_is_refused_and_the_clock_stays(TimeSpan time)
    {
        _loop.RunFor(Second);

        _loop
            .Invoking(it => it.RunFor(time))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("The clock is at 00:00:01 and cannot advance by *: virtual time ends at 365250.00:00:00.*");
        _loop.Now.Should().Be(Second);
    }

    [Fact]
    public void The_clock_goes_on_to_the_end_of_time_and_no_tick_further()
    {
        _loop.RunFor(Second);
        _loop.RunFor(VirtualTimeProvider.Latest - Second);

        _loop.Now.Should().Be(VirtualTimeProvider.Latest);
        _loop.TimeProvider.GetUtcNow().Year.Should().Be(3000);
        _loop.Invoking(it => it.RunFor(TimeSpan.FromTicks(1))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [MemberData(nameof(TooLong))]
    public void A_timer_that_is_due_after_the_end_of_time_is_never_due(TimeSpan due)
    {
        _loop.RunFor(Second);
        using ITimer timer = _loop.TimeProvider.CreateTimer(_ => _fired++, null, due, Timeout.InfiniteTimeSpan);
        using ITimer onHost = new HostClock(_loop, "phone").CreateTimer(_ => _fired++, null, due, Timeout.InfiniteTimeSpan);
        _loop.RunUntilQuiescent();

        _loop.Now.Should().Be(Second, "nobody waits for what never happens");
        _loop.RunFor(VirtualTimeProvider.Latest - Second);
        _fired.Should().Be(0);
    }

    [Fact]
    public void A_timer_that_repeats_never_fires_once()
    {
        _loop.RunFor(Second);
        using ITimer timer = _loop.TimeProvider.CreateTimer(_ => _fired++, null, Second, TimeSpan.MaxValue);
        _loop.RunFor(VirtualTimeProvider.Latest - Second);

        _fired.Should().Be(1);
    }

    [Theory]
    [InlineData(-500_000)]
    [InlineData(1_000_000)]
    public void Never_is_never_on_a_clock_that_drifts(int drift)
    {
        var clock = new HostClock(_loop, "phone") { DriftPartsPerMillion = drift };
        _loop.RunFor(Second);
        using ITimer timer = clock.CreateTimer(_ => _fired++, null, TimeSpan.MaxValue - TimeSpan.FromDays(1), Second);
        _loop.RunFor(VirtualTimeProvider.Latest - Second);

        _fired.Should().Be(0);
        clock.GetUtcNow().Should().BeAfter(VirtualTimeProvider.Origin, "the clock can show the end of time");
    }

    [Fact]
    public void A_run_without_a_limit_ends_when_nothing_is_left_to_happen()
    {
        _loop.RunFor(Second);
        _loop.After(Second, () => _fired++);

        _loop.RunUntil(() => _fired == 2, TimeSpan.MaxValue).Should().BeFalse();
        _loop.Now.Should().Be(2 * Second, "that was the last event");
        _loop.RunUntil(() => _fired == 1, TimeSpan.MaxValue).Should().BeTrue();
        _loop.Invoking(it => it.RunUntil(() => false, TimeSpan.FromDays(9_999_999))).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_horizon_may_be_without_a_bound()
    {
        var loop = new EventLoop(new EventLoopOptions { Horizon = TimeSpan.MaxValue });
        loop.RunFor(Second);
        loop.After(TimeSpan.FromDays(1), () => _fired++);
        loop.RunUntilQuiescent();

        _fired.Should().Be(1);
    }

    [Fact]
    public void A_wall_clock_that_nobody_could_show_is_refused()
    {
        var clock = new HostClock(_loop, "phone");
        clock.Step(VirtualTimeProvider.Latest);

        clock
            .Invoking(it => it.Step(TimeSpan.FromTicks(1)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("The clock of \"phone\" cannot be *");
        clock.Invoking(it => it.Step(TimeSpan.MaxValue)).Should().Throw<ArgumentOutOfRangeException>();
        clock.Invoking(it => it.Offset = TimeSpan.MinValue).Should().Throw<ArgumentOutOfRangeException>();
        clock.Offset.Should().Be(VirtualTimeProvider.Latest);
    }
}

using JumpingVpn.Simulation.Scheduling;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests.Time;

public class VirtualTimerTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop = new();

    [Fact]
    public void A_change_says_whether_it_was_made()
    {
        ITimer timer = Timer(Second);

        timer.Change(Second, Timeout.InfiniteTimeSpan).Should().BeTrue();
        timer.Dispose();
        timer.Change(Second, Timeout.InfiniteTimeSpan).Should().BeFalse();
    }

    [Fact]
    public async Task Disposed_of_at_leisure_it_fires_as_little()
    {
        int fired = 0;
        ITimer timer = _loop.TimeProvider.CreateTimer(_ => fired++, null, Second, Timeout.InfiniteTimeSpan);

        await timer.DisposeAsync();
        _loop.RunFor(Second);

        fired.Should().Be(0);
    }

    [Theory]
    [InlineData(-2, 1, "dueTime")]
    [InlineData(1, -2, "period")]
    public void A_time_before_now_is_refused_by_name(int due, int period, string name)
    {
        using ITimer timer = Timer(Second);

        timer
            .Invoking(it => it.Change(due * Second, period * Second))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("A timer's times must be 0 or longer, or Timeout.InfiniteTimeSpan.*")
            .WithParameterName(name);
    }

    [Fact]
    public void A_foreign_thread_may_not_dispose_of_one_while_the_simulation_runs()
    {
        Exception? refusal = null;
        ITimer timer = Timer(5 * Second);
        _loop.After(
            Second,
            () =>
            {
                var thread = new Thread(() => refusal = Record.Exception(timer.Dispose));
                thread.Start();
                thread.Join();
            }
        );

        _loop.Invoking(it => it.RunFor(2 * Second)).Should().Throw<DeterminismViolationException>();

        refusal.Should().BeOfType<DeterminismViolationException>();
    }

    [Fact]
    public void One_that_is_due_at_the_last_tick_is_armed()
    {
        using ITimer last = Timer(VirtualTimeProvider.Latest);

        _loop.TimeProvider.ArmedTimers.Should().ContainSingle().Which.Due.Should().Be(VirtualTimeProvider.Latest);
    }

    [Fact]
    public void Armed_timers_are_in_order_however_they_lie_in_the_queue()
    {
        ITimer[] timers = [.. new[] { 3, 1, 7, 2, 9, 5, 8, 4, 6 }.Select(it => Timer(it * Second))];

        _loop.TimeProvider.ArmedTimers.Select(static it => it.Due).Should().Equal(Enumerable.Range(1, 9).Select(static it => it * Second));

        Array.ForEach(timers, static it => it.Dispose());
    }

    private ITimer Timer(TimeSpan due) => _loop.TimeProvider.CreateTimer(static _ => { }, null, due, Timeout.InfiniteTimeSpan);
}

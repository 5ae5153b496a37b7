using JumpingVpn.Simulation.Scheduling;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests;

public class EventLoopTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop = new();
    private readonly List<string> _log = [];

    [Fact]
    public void Running_for_a_time_fires_what_is_due_at_its_very_end_and_no_later()
    {
        var fired = new List<int>();
        _loop.After(Second, () => fired.Add(1));
        _loop.After(Second + TimeSpan.FromTicks(1), () => fired.Add(2));

        _loop.RunFor(Second);

        fired.Should().Equal(1);
        _loop.Now.Should().Be(Second);
    }

    [Fact]
    public void Running_until_a_condition_stops_at_the_event_that_made_it_true()
    {
        int count = 0;
        using ITimer timer = _loop.TimeProvider.CreateTimer(_ => count++, null, Second, Second);

        _loop.RunUntil(() => count == 3, within: 10 * Second).Should().BeTrue();
        _loop.Now.Should().Be(3 * Second);
        _loop.RunUntil(() => count == 99, within: 10 * Second).Should().BeFalse();
        _loop.Now.Should().Be(13 * Second);
        _loop.RunUntil(() => true, within: TimeSpan.Zero).Should().BeTrue("the condition is looked at first");
    }

    [Fact]
    public void Quiescence_ignores_perpetual_and_periodic_timers_but_lets_them_fire_on_the_way()
    {
        int keepalives = 0;
        int beats = 0;
        bool done = false;
        using ITimer keepalive = _loop.TimeProvider.Perpetual.CreateTimer(_ => keepalives++, null, Second, Timeout.InfiniteTimeSpan);
        using ITimer later = _loop.TimeProvider.Perpetual.CreateTimer(_ => keepalives++, null, 60 * Second, Timeout.InfiniteTimeSpan);
        using ITimer beat = _loop.TimeProvider.CreateTimer(_ => beats++, null, Second, Second);
        _loop.After(5 * Second, () => done = true);

        _loop.RunUntilQuiescent();

        done.Should().BeTrue();
        keepalives.Should().Be(1);
        beats.Should().Be(4, "the fifth beat is due at the same time but was armed later");
        _loop.Now.Should().Be(5 * Second);
    }

    [Fact]
    public void What_never_comes_to_rest_is_stopped_and_named()
    {
        var loop = new EventLoop(new EventLoopOptions { Horizon = 10 * Second });
        void Again() => loop.After(Second, Again);
        Again();

        loop.Invoking(it => it.RunUntilQuiescent())
            .Should()
            .Throw<SimulationOverrunException>()
            .WithMessage("The simulation did not come to rest within 00:00:10 of virtual time.*Again*");
    }

    [Fact]
    public void A_condition_that_does_not_come_true_is_named_with_all_that_is_pending()
    {
        var clock = new HostClock(_loop, "phone");
        using ITimer retry = clock.CreateTimer(_ => _log.Add("retry"), null, 30 * Second, Timeout.InfiniteTimeSpan);
        _ = _loop.Start(() => WaitForAnAnswerAsync(new TaskCompletionSource()));

        _loop
            .Invoking(it => it.RunUntil(() => false, 10 * Second, "the phone has its answer"))
            .Should()
            .Throw<SimulationOverrunException>()
            .WithMessage(
                "\"the phone has its answer\" did not become true within 00:00:10 of virtual time. At 00:00:10, "
                    + "0 events, 1 timers and 0 continuations are pending.\n  timer phone: *A_condition_that*at 00:00:30\n"
                    + "It waits in:\n  *WaitForAnAnswerAsync*"
            );
        _loop.Invoking(it => it.RunUntil(() => true, Second, "now")).Should().NotThrow();
    }

    [Fact]
    public void Events_without_time_advancing_are_a_named_livelock()
    {
        var loop = new EventLoop(new EventLoopOptions { MaxEventsPerInstant = 1000 });
        void Again() => loop.After(TimeSpan.Zero, Again);
        Again();

        loop.Invoking(it => it.RunFor(Second))
            .Should()
            .Throw<SimulationLivelockException>()
            .WithMessage("More than 1000 events fired at 00:00:00 without time advancing.*");
    }

    [Fact]
    public void Time_that_passes_between_runs_advances_too()
    {
        var loop = new EventLoop(new EventLoopOptions { MaxEventsPerInstant = 1000 });

        for (int i = 0; i < 2000; i++)
        {
            loop.After(TimeSpan.Zero, static () => { });
            loop.RunFor(Second);
        }

        loop.FiredEvents.Should().Be(2000);
    }

    [Fact]
    public void Continuations_without_time_advancing_are_a_named_livelock()
    {
        var loop = new EventLoop(new EventLoopOptions { MaxContinuationsPerInstant = 1000 });
        async Task Spin()
        {
            while (true)
            {
                await Task.Yield();
            }
        }

        loop.Invoking(it => it.Run(Spin)).Should().Throw<SimulationLivelockException>().WithMessage("More than 1000 continuations ran*");
    }

    [Fact]
    public void The_hook_runs_after_every_event_until_it_has_nothing_to_do_before_time_advances()
    {
        var log = new List<string>();
        int work = 1;
        _loop.AfterEvent = () =>
        {
            log.Add($"settle at {_loop.Now.TotalSeconds}");
            return work-- > 0;
        };
        _loop.After(
            Second,
            () =>
            {
                log.Add("event");
                work = 2;
            }
        );

        _loop.RunFor(2 * Second);

        log.Should().Equal("settle at 0", "settle at 0", "event", "settle at 1", "settle at 1", "settle at 1");
    }

    [Fact]
    public void What_the_hook_schedules_at_the_same_instant_fires_before_time_advances()
    {
        var fired = new List<TimeSpan>();
        bool once = true;
        _loop.AfterEvent = () =>
        {
            if (once)
            {
                once = false;
                _loop.After(TimeSpan.Zero, () => fired.Add(_loop.Now));
            }

            return false;
        };
        _loop.After(Second, () => fired.Add(_loop.Now));

        _loop.RunFor(Second);

        fired.Should().Equal(TimeSpan.Zero, Second);
    }

    [Fact]
    public void A_run_inside_a_run_is_misuse()
    {
        _loop.After(Second, () => _loop.RunFor(Second));

        _loop.Invoking(it => it.RunFor(2 * Second)).Should().Throw<InvalidOperationException>().WithMessage("The loop is running already*");
        _loop.IsRunning.Should().BeFalse();
    }

    [Fact]
    public void An_exception_of_an_event_reaches_the_caller_and_the_loop_goes_on_afterwards()
    {
        bool later = false;
        _loop.After(Second, () => throw new InvalidDataException("planted"));
        _loop.After(2 * Second, () => later = true);

        _loop.Invoking(it => it.RunFor(5 * Second)).Should().Throw<InvalidDataException>();
        _loop.Now.Should().Be(Second);
        _loop.RunFor(5 * Second);
        later.Should().BeTrue();
    }

    private static async Task WaitForAnAnswerAsync(TaskCompletionSource answer) => await answer.Task;
}

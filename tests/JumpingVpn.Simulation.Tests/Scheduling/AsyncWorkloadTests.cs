using System.Threading.Channels;
using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Tests.Scheduling;

public class AsyncWorkloadTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly EventLoop _loop = new();

    [Fact]
    public void Async_code_runs_in_virtual_time_on_the_callers_thread()
    {
        int thread = Environment.CurrentManagedThreadId;
        var threads = new SortedSet<int>();
        _loop.Run(async () =>
        {
            await Task.Delay(3600 * Second / 2, _loop.TimeProvider);
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Yield();
            threads.Add(Environment.CurrentManagedThreadId);
            var semaphore = new SemaphoreSlim(0);
            _loop.After(Second, () => semaphore.Release());
            await semaphore.WaitAsync();
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.WhenAny(Task.Delay(Second, _loop.TimeProvider), Task.Delay(2 * Second, _loop.TimeProvider));
            threads.Add(Environment.CurrentManagedThreadId);
        });

        threads.Should().Equal(thread);
        _loop.Now.Should().Be(1802 * Second);
    }

    [Fact]
    public void Timeouts_periodic_timers_and_channels_of_the_library_stay_on_the_thread()
    {
        int ticks = _loop.Run(async () =>
        {
            using var periodic = new PeriodicTimer(Second, _loop.TimeProvider);
            var channel = Channel.CreateUnbounded<int>();
            for (int i = 0; i < 3; i++)
            {
                await periodic.WaitForNextTickAsync();
                channel.Writer.TryWrite(i);
            }

            await Assert.ThrowsAsync<TimeoutException>(() => new TaskCompletionSource().Task.WaitAsync(Second, _loop.TimeProvider));
            return await channel.Reader.ReadAsync() + await channel.Reader.ReadAsync() + await channel.Reader.ReadAsync();
        });

        ticks.Should().Be(3);
        _loop.Now.Should().Be(4 * Second);
    }

    [Fact]
    public void Ready_continuations_run_in_the_order_in_which_they_became_ready()
    {
        var order = new List<int>();
        _loop.Run(() =>
            Task.WhenAll(
                Enumerable
                    .Range(0, 5)
                    .Select(async i =>
                    {
                        await Task.Yield();
                        order.Add(i);
                        await Task.Yield();
                        order.Add(10 + i);
                    })
            )
        );

        order.Should().Equal(0, 1, 2, 3, 4, 10, 11, 12, 13, 14);
    }

    [Fact]
    public void A_continuation_never_runs_inside_an_event_handler()
    {
        bool inside = false;
        bool continuedInside = false;
        var signal = new TaskCompletionSource();
        _loop.After(
            Second,
            () =>
            {
                SynchronizationContext.Current.Should().BeNull();
                inside = true;
                signal.SetResult();
                inside = false;
            }
        );

        _loop.Run(async () =>
        {
            await signal.Task;
            continuedInside = inside;
        });

        continuedInside.Should().BeFalse();
    }

    [Fact]
    public void The_callers_synchronization_context_is_back_after_a_run_even_a_failed_one()
    {
        SynchronizationContext? before = SynchronizationContext.Current;
        var own = new SynchronizationContext();
        try
        {
            SynchronizationContext.SetSynchronizationContext(own);
            _loop.RunFor(Second);
            SynchronizationContext.Current.Should().BeSameAs(own);
            _loop.Run(async () => await Task.Delay(Second, _loop.TimeProvider));
            SynchronizationContext.Current.Should().BeSameAs(own);
            _loop.Invoking(it => it.Run(() => throw new InvalidDataException())).Should().Throw<InvalidDataException>();
            SynchronizationContext.Current.Should().BeSameAs(own);
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    [Fact]
    public void A_workload_that_was_started_is_carried_on_by_later_runs()
    {
        Task task = _loop.Start(async () => await Task.Delay(2 * Second, _loop.TimeProvider));

        _loop.RunFor(Second);
        task.IsCompleted.Should().BeFalse();
        _loop.RunFor(Second);
        task.IsCompletedSuccessfully.Should().BeTrue();
    }

    [Fact]
    public void An_exception_of_the_workload_reaches_the_caller_as_it_is()
    {
        _loop
            .Invoking(it =>
                it.Run(async () =>
                {
                    await Task.Delay(Second, _loop.TimeProvider);
                    throw new InvalidDataException("planted");
                })
            )
            .Should()
            .Throw<InvalidDataException>()
            .WithMessage("planted");
    }

    [Fact]
    public void A_deadlock_is_named_with_the_chain_of_methods_that_wait()
    {
        var loop = new EventLoop(new EventLoopOptions { ForeignPostGrace = TimeSpan.Zero });

        loop.Invoking(it => it.Run(WaitsForTheWaiter))
            .Should()
            .Throw<SimulationDeadlockException>()
            .WithMessage("The workload waits at 00:00:00*.WaitsForTheWaiter\n  awaits *.WaitsForNobody\n*");
    }

    [Fact]
    public void A_deadlock_names_everybody_who_waits()
    {
        var loop = new EventLoop(new EventLoopOptions { ForeignPostGrace = TimeSpan.Zero });
        _ = loop.Start(WaitsForNobody);

        loop.Invoking(it => it.Run(WaitsForTheWaiter))
            .Should()
            .Throw<SimulationDeadlockException>()
            .WithMessage("*It waits in:\n  *.WaitsForNobody\n*It waits in:\n  *.WaitsForTheWaiter\n  awaits *.WaitsForNobody\n*");
    }

    [Fact]
    public void A_workload_beyond_the_horizon_is_stopped_with_what_it_waits_for()
    {
        var loop = new EventLoop(new EventLoopOptions { Horizon = Second });

        loop.Invoking(it => it.Run(async () => await Task.Delay(2 * Second, loop.TimeProvider)))
            .Should()
            .Throw<SimulationOverrunException>()
            .WithMessage("The workload was not done within 00:00:01 of virtual time*timer*at 00:00:02*It waits in:*");
    }

    private static async Task WaitsForTheWaiter() => await WaitsForNobody();

    private static async Task WaitsForNobody() => await new TaskCompletionSource().Task;
}

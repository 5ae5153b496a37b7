using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Tests.Scheduling;

/// <summary>Proves that the detectors detect: each test plants a leak to another thread.</summary>
public class DeterminismViolationTests
{
    private readonly EventLoop _loop = new(new EventLoopOptions { ForeignPostGrace = TimeSpan.FromSeconds(20) });

    [Fact]
    public void Task_run_is_named_with_the_method_that_awaits_it_and_both_stacks()
    {
        _loop
            .Invoking(it => it.Run(AwaitsTaskRun))
            .Should()
            .Throw<DeterminismViolationException>()
            .WithMessage(
                $"*{nameof(DeterminismViolationTests)}.{nameof(AwaitsTaskRun)} came back on a foreign thread*"
                    + "The foreign thread was at:*Post*The simulation was at:*EventLoop*"
            );
    }

    [Fact]
    public void What_follows_configure_await_false_is_caught_when_it_comes_back()
    {
        _loop.Invoking(it => it.Run(AwaitsLeak)).Should().Throw<DeterminismViolationException>().WithMessage($"*{nameof(AwaitsLeak)}*");

        async Task AwaitsLeak()
        {
            await Leak();
        }

        async Task Leak()
        {
            await Task.Run(OpenGateFirst()).ConfigureAwait(false);
        }
    }

    [Fact]
    public void A_foreign_call_into_a_running_simulation_is_refused_there_and_reported_here()
    {
        Exception? onForeignThread = null;
        _loop.After(
            TimeSpan.FromSeconds(1),
            () =>
            {
                var thread = new Thread(() => onForeignThread = Record.Exception(() => _loop.After(TimeSpan.Zero, () => { })));
                thread.Start();
                thread.Join();
            }
        );

        _loop
            .Invoking(it => it.RunFor(TimeSpan.FromSeconds(2)))
            .Should()
            .Throw<DeterminismViolationException>()
            .WithMessage("A foreign thread called into the running simulation at:*The simulation was at:*");
        onForeignThread.Should().BeOfType<DeterminismViolationException>();
    }

    [Fact]
    public void The_wait_for_a_foreign_thread_ends_when_it_comes_and_tells_the_first()
    {
        var loop = new EventLoop(new EventLoopOptions { ForeignPostGrace = TimeSpan.FromHours(1) });
        var context = new SimulationSynchronizationContext(loop);
        Exception? first = null;
        Exception? second = null;
        loop.After(
            TimeSpan.FromSeconds(1),
            () =>
            {
                var thread = new Thread(() =>
                {
                    context.Post(static _ => throw new InvalidOperationException("It ran."), null);
                    first = Record.Exception(() => context.Send(static _ => throw new InvalidOperationException("It ran."), null));
                    second = Record.Exception(() => loop.After(TimeSpan.Zero, () => { }));
                });
                thread.Start();
                thread.Join();
            }
        );

        loop.Invoking(it => it.RunFor(TimeSpan.FromSeconds(2)))
            .Should()
            .Throw<DeterminismViolationException>()
            .WithMessage("*came back on a foreign thread*");
        context.HasReady.Should().BeFalse("what came from a foreign thread never runs");
        first.Should().BeOfType<DeterminismViolationException>();
        second.Should().BeOfType<DeterminismViolationException>();
    }

    [Fact]
    public void A_foreign_thread_that_waits_for_a_callback_is_refused_there_and_reported_here()
    {
        var context = new SimulationSynchronizationContext(_loop);
        Exception? refusal = null;
        _loop.After(
            TimeSpan.FromSeconds(1),
            () =>
            {
                var thread = new Thread(() => refusal = Record.Exception(() => context.Send(static _ => { }, null)));
                thread.Start();
                thread.Join();
            }
        );

        _loop
            .Invoking(static it => it.RunFor(TimeSpan.FromSeconds(2)))
            .Should()
            .Throw<DeterminismViolationException>()
            .WithMessage("*came back on a foreign thread*");
        refusal
            .Should()
            .BeOfType<DeterminismViolationException>()
            .Which.Message.Should()
            .Be("A foreign thread asked the simulation to run a callback and wait for it.");
    }

    [Fact]
    public void The_simulation_itself_may_wait_for_a_callback()
    {
        string? said = null;

        new SimulationSynchronizationContext(_loop).Send(state => said = (string?)state, "done");

        said.Should().Be("done");
    }

    [Fact]
    public void A_simulation_may_move_to_another_thread_between_runs()
    {
        int fired = 0;
        _loop.After(TimeSpan.FromSeconds(1), () => fired++);
        var thread = new Thread(() => _loop.RunFor(TimeSpan.FromSeconds(2)));
        thread.Start();
        thread.Join();
        _loop.After(TimeSpan.FromSeconds(1), () => fired++);
        _loop.RunFor(TimeSpan.FromSeconds(2));

        fired.Should().Be(2);
    }

    private async Task AwaitsTaskRun() => await Task.Run(OpenGateFirst());

    // Foreign work that surely ends after the workload began to wait: an event of the simulation lets it go.
    private Action OpenGateFirst()
    {
        var gate = new ManualResetEventSlim();
        _loop.After(TimeSpan.Zero, gate.Set);
        return gate.Wait;
    }
}

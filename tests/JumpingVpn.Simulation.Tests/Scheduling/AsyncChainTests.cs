using System.Runtime.CompilerServices;
using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Tests.Scheduling;

/// <summary>What a failed run says about the methods that wait for each other.</summary>
public class AsyncChainTests
{
    private readonly TaskCompletionSource _never = new();

    [Fact]
    public void Each_method_has_a_line_and_all_but_the_first_are_awaited()
    {
        string[] lines = AsyncChain.Describe(Outer()).Split('\n');

        lines.Should().HaveCount(3);
        lines[0].Should().Be($"  {typeof(AsyncChainTests).FullName}.{nameof(Outer)}");
        lines[1].Should().Be($"  awaits {typeof(AsyncChainTests).FullName}.{nameof(Inner)}");
        lines[2].Should().Be("  awaits Task");
    }

    [Fact]
    public void A_chain_without_end_is_told_up_to_its_thirty_second_method() =>
        AsyncChain.Describe(DeepAsync(40)).Split('\n').Should().HaveCount(32);

    [Fact]
    public void A_task_is_found_three_structs_deep_and_no_deeper()
    {
        AsyncChain.Describe(AwaitAsync(new Nest<Holder>(new Holder(_never.Task)))).Should().Contain("awaits Task");
        AsyncChain.Describe(AwaitAsync(new Nest<Nest<Holder>>(new Nest<Holder>(new Holder(_never.Task))))).Should().NotContain("awaits");
    }

    [Fact]
    public void An_awaiter_with_an_empty_field_before_its_task_is_looked_through() =>
        AsyncChain.Describe(AwaitAsync(new AfterNothing(_never.Task))).Should().Contain("awaits Task");

    [Fact]
    public void An_awaiter_that_is_an_object_ends_the_chain() =>
        AsyncChain.Describe(AwaitAsync(new ObjectAwaiter(_never.Task))).Should().NotContain("awaits");

    [Fact]
    public void A_state_machine_that_no_compiler_named_keeps_its_own_name()
    {
        var machine = new HandWritten { Builder = AsyncTaskMethodBuilder.Create(), Waited = _never.Task.GetAwaiter() };
        machine.Builder.Start(ref machine);

        AsyncChain.NameOf(machine.Builder.Task).Should().Be($"{typeof(AsyncChainTests).FullName}.{nameof(HandWritten)}");
    }

    private async Task Outer() => await Inner();

    private async Task Inner() => await _never.Task;

    private async Task DeepAsync(int depth)
    {
        if (depth == 0)
        {
            await _never.Task;
        }
        else
        {
            await DeepAsync(depth - 1);
        }
    }

    private static async Task AwaitAsync<T>(T awaitable)
        where T : IAwaiter => await new Awaitable<T>(awaitable);

    private interface IAwaiter : INotifyCompletion;

    private readonly record struct Awaitable<T>(T Awaiter)
        where T : IAwaiter
    {
        public Bridge<T> GetAwaiter() => new(Awaiter);
    }

    // The field of the state machine is of this type, so what it wraps is one struct deeper.
    private readonly record struct Bridge<T>(T Inner) : INotifyCompletion
        where T : IAwaiter
    {
        public bool IsCompleted => false;

        public void OnCompleted(Action continuation) { }

        public void GetResult() { }
    }

    private readonly record struct Nest<T>(T Inner) : IAwaiter
    {
        public void OnCompleted(Action continuation) { }
    }

    private readonly record struct Holder(Task Held) : IAwaiter
    {
        public void OnCompleted(Action continuation) { }
    }

    private readonly record struct AfterNothing(Task Held) : IAwaiter
    {
        private readonly object? _nothing = null;

        public void OnCompleted(Action continuation) => _ = _nothing;
    }

    private sealed record ObjectAwaiter(Task Held) : IAwaiter
    {
        public void OnCompleted(Action continuation) { }
    }

    private struct HandWritten : IAsyncStateMachine
    {
        public AsyncTaskMethodBuilder Builder;
        public TaskAwaiter Waited;

        public void MoveNext()
        {
            if (!Waited.IsCompleted)
            {
                Builder.AwaitUnsafeOnCompleted(ref Waited, ref this);
            }
        }

        public readonly void SetStateMachine(IAsyncStateMachine stateMachine) { }
    }
}

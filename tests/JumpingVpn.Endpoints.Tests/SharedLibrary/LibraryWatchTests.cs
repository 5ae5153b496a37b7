using JumpingVpn.Endpoints.SharedLibrary;

namespace JumpingVpn.Endpoints.Tests.SharedLibrary;

public sealed class LibraryWatchTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(20);

    [Fact]
    public async Task A_call_that_does_not_return_is_named_with_its_time()
    {
        TaskCompletionSource<string> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using LibraryWatch watch = new("phone", Patience, end: sentence => told.TrySetResult(sentence));

        using (watch.Enter(EndpointCall.Start, 0)) { }
        watch.Enter(EndpointCall.Datagram, 1_500_000_000);
        string sentence = await told.Task.WaitAsync(TimeSpan.FromSeconds(30));

        sentence
            .Should()
            .StartWith("The endpoint \"phone\" has not returned within 0.02 s of real time (in the call datagram, at 1.5000000 s).");
        sentence.Should().Contain("--isolate");
    }

    [Fact]
    public async Task The_last_call_is_watched_too()
    {
        TaskCompletionSource<string> told = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using LibraryWatch watch = new("phone", Patience, isAlone: true, sentence => told.TrySetResult(sentence));

        using (watch.Enter(EndpointCall.Timer, 2_000_000_000)) { }
        watch.Now.Should().Be(2_000_000_000);
        watch.Enter(EndpointCall.Destroy, watch.Now);

        (await told.Task.WaitAsync(TimeSpan.FromSeconds(30)))
            .Should()
            .Be("The endpoint \"phone\" has not returned within 0.06 s of real time (in the call destroy, at 2.0000000 s).");
    }

    [Fact]
    public async Task Calls_that_return_are_left_alone_however_many_there_are()
    {
        int told = 0;
        TaskCompletionSource<bool> passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        using LibraryWatch watch = new("phone", Patience, end: _ => Interlocked.Increment(ref told));
        using LibraryWatch other = new("other", 3 * Patience, end: _ => passed.TrySetResult(true));

        other.Enter(EndpointCall.Timer, 0);
        while (!passed.Task.IsCompleted)
        {
            using (watch.Enter(EndpointCall.Timer, 0)) { }
            await Task.Yield();
        }

        told.Should().Be(0);
    }
}

using JumpingVpn.Features.Running;

namespace JumpingVpn.Features.UnitTests.Running;

public sealed class AsyncStepTests
{
    [Theory]
    [InlineData("Given a task", "start", "end")]
    [InlineData("Given a value task", "start", "end")]
    [InlineData("Given yielding", "start", "end")]
    [InlineData("Given two sources", "start", "first", "second", "end")]
    public void What_a_step_can_finish_by_itself_is_finished_before_the_next_one(string step, params string[] expected)
    {
        var log = new List<string>();
        SynchronizationContext? outer = SynchronizationContext.Current;

        ScenarioResult result = Try.Run(Try.Steps(step), log, typeof(Vocabulary));

        result.Outcome.Should().Be(ScenarioOutcome.Passed, result.Message);
        log.Should().Equal(expected);
        SynchronizationContext.Current.Should().BeSameAs(outer);
    }

    [Fact]
    public void A_step_that_waits_for_something_from_outside_fails_instead_of_hanging()
    {
        ScenarioResult result = Try.Run(Try.Steps("Given waiting for ever"), [], typeof(Vocabulary));

        result.Outcome.Should().Be(ScenarioOutcome.Failed);
        result.Message.Should().StartWith("Vocabulary.WaitingForEver returned with work pending");
    }

    [Fact]
    public void An_exception_after_an_await_fails_the_step_with_itself()
    {
        ScenarioResult result = Try.Run(Try.Steps("Given failing late"), [], typeof(Vocabulary));

        result.Error.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Be("late");
        result.FailedStep!.Message.Should().Be("late");
    }

    [Binding]
    public sealed class Vocabulary(List<string> log)
    {
        [Given("a task")]
        public Task ATask()
        {
            log.AddRange(["start", "end"]);
            return Task.CompletedTask;
        }

        [Given("a value task")]
        public async ValueTask<int> AValueTask()
        {
            log.Add("start");
            await Task.Yield();
            log.Add("end");
            return 1;
        }

        [Given("yielding")]
        public async Task Yielding()
        {
            log.Add("start");
            await Task.Yield();
            await Task.Yield();
            log.Add("end");
        }

        [Given("two sources")]
        public async Task TwoSources()
        {
            var source = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            log.Add("start");
            Task waiter = Wait();
            log.Add("first");
            source.SetResult();
            await waiter;
            log.Add("end");

            async Task Wait()
            {
                await source.Task;
                log.Add("second");
            }
        }

        [Given("waiting for ever")]
        public Task WaitingForEver() => new TaskCompletionSource().Task;

        [Given("failing late")]
        public async Task FailingLate()
        {
            await Task.Yield();
            throw new InvalidOperationException("late");
        }
    }
}

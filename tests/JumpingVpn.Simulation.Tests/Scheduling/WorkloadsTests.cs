using JumpingVpn.Simulation.Scheduling;

namespace JumpingVpn.Simulation.Tests.Scheduling;

public class WorkloadsTests
{
    private readonly Workloads _workloads = new();

    [Fact]
    public void The_first_thirty_two_unfinished_workloads_are_told_and_no_more()
    {
        for (int i = 0; i < 40; i++)
        {
            _workloads.Add(new TaskCompletionSource().Task);
        }

        Told().Should().Be(32);
    }

    [Fact]
    public void What_is_done_makes_room()
    {
        List<TaskCompletionSource> started = [.. Enumerable.Range(0, 32).Select(static _ => new TaskCompletionSource())];
        started.ForEach(it => _workloads.Add(it.Task));
        started.GetRange(0, 10).ForEach(static it => it.SetResult());
        Told().Should().Be(22);

        for (int i = 0; i < 40; i++)
        {
            _workloads.Add(new TaskCompletionSource().Task);
        }

        Told().Should().Be(32);
    }

    [Fact]
    public void What_was_done_at_once_takes_no_room()
    {
        for (int i = 0; i < 32; i++)
        {
            _workloads.Add(Task.CompletedTask);
        }

        _workloads.Add(new TaskCompletionSource().Task);

        Told().Should().Be(1);
    }

    private int Told() => _workloads.ToString().Split("It waits in:").Length - 1;
}

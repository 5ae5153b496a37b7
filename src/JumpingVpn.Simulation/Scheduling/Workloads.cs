namespace JumpingVpn.Simulation.Scheduling;

/// <summary>The async code that was started on a loop and is not done, to say what everybody waits for. For messages only.</summary>
internal sealed class Workloads
{
    private const int Kept = 32;

    private readonly List<Task> _started = [];

    /// <summary>Remembers a workload until it is done.</summary>
    public Task Add(Task workload)
    {
        if (_started.Count == Kept)
        {
            _started.RemoveAll(task => task.IsCompleted);
        }

        if (!workload.IsCompleted && _started.Count < Kept)
        {
            _started.Add(workload);
        }

        return workload;
    }

    /// <summary>Each unfinished workload with the chain of what it awaits, oldest first; empty if there is none.</summary>
    public override string ToString() =>
        string.Concat(_started.Where(task => !task.IsCompleted).Select(task => "\nIt waits in:\n" + AsyncChain.Describe(task)));
}

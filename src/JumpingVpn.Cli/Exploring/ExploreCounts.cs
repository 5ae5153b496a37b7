using JumpingVpn.Exploration.Coverage;
using JumpingVpn.Exploration.Trials;

namespace JumpingVpn.Cli.Exploring;

/// <summary>What was done so far. Written by all workers.</summary>
internal sealed class ExploreCounts
{
    private long _explored;
    private long _vacuous;
    private long _unplanned;
    private readonly CoverageMap _seen = new();
    private readonly Lock _gate = new();

    /// <summary>Runs in which a fault struck.</summary>
    public long Explored => Interlocked.Read(ref _explored);

    /// <summary>Runs none of whose faults struck: they count for nothing.</summary>
    public long Vacuous => Interlocked.Read(ref _vacuous);

    /// <summary>Numbers that stand for no plan of their own, so that nothing was run.</summary>
    public long Unplanned => Interlocked.Read(ref _unplanned);

    /// <summary>Scenarios that failed without faults, so that none of their numbers was run.</summary>
    public int Unexplored { get; set; }

    /// <summary>How many states of the network the runs came to.</summary>
    public int States { get; private set; }

    /// <summary>Adds what one worker has seen.</summary>
    public void Cover(CoverageMap seen)
    {
        lock (_gate)
        {
            _seen.Add(seen);
            States = _seen.Count;
        }
    }

    /// <summary>Counts a number, however it came out.</summary>
    /// <param name="result">The run; null where the number stands for none.</param>
    public void Add(TrialResult? result) =>
        Interlocked.Increment(ref result is null ? ref _unplanned : ref result.Counts ? ref _explored : ref _vacuous);
}

using JumpingVpn.Exploration.Coverage;

namespace JumpingVpn.Cli.Exploring;

/// <summary>What was done so far. Written by all workers.</summary>
internal sealed class ExploreCounts
{
    private long _explored;
    private long _vacuous;
    private readonly CoverageMap _seen = new();
    private readonly Lock _gate = new();

    /// <summary>Runs whose faults struck, and those without faults.</summary>
    public long Explored => Interlocked.Read(ref _explored);

    /// <summary>Runs none of whose faults struck: they count for nothing.</summary>
    public long Vacuous => Interlocked.Read(ref _vacuous);

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

    public void Add(bool counts)
    {
        if (counts)
        {
            Interlocked.Increment(ref _explored);
        }
        else
        {
            Interlocked.Increment(ref _vacuous);
        }
    }
}

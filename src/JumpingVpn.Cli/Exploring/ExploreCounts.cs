namespace JumpingVpn.Cli.Exploring;

/// <summary>What was done so far. Written by all workers.</summary>
internal sealed class ExploreCounts
{
    private long _explored;
    private long _vacuous;

    /// <summary>Runs whose faults struck, and those without faults.</summary>
    public long Explored => Interlocked.Read(ref _explored);

    /// <summary>Runs none of whose faults struck: they count for nothing.</summary>
    public long Vacuous => Interlocked.Read(ref _vacuous);

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

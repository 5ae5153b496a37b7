namespace JumpingVpn.Simulation.Scheduling;

/// <summary>Something events can be addressed to; registered once with its loop and called by number.</summary>
internal abstract class EventTarget
{
    /// <summary>The number given by <see cref="EventLoop.Register"/>.</summary>
    public int TargetId { get; set; }

    public abstract void Fire(int argument);
}

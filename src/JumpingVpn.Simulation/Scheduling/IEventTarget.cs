namespace JumpingVpn.Simulation.Scheduling;

/// <summary>Something events can be addressed to; registered once with its loop (<see cref="EventLoop.Register"/>) and called by the
/// number that it was given.</summary>
internal interface IEventTarget
{
    /// <summary>Does what is due now.</summary>
    /// <param name="argument">What the event was scheduled with.</param>
    void Fire(int argument);
}

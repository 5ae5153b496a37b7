namespace JumpingVpn.Exploration.Faults;

/// <summary>What befalls a host.</summary>
public enum HostTrouble
{
    /// <summary>It crashes, loses its state, and restarts at once.</summary>
    Crash,

    /// <summary>It crashes and restarts at once with the state that it has saved.</summary>
    Restart,

    /// <summary>It is frozen for a while.</summary>
    Pause,

    /// <summary>Its wall clock jumps ahead.</summary>
    ClockAhead,

    /// <summary>Its wall clock jumps back.</summary>
    ClockBack,

    /// <summary>Its access link is cut for a while.</summary>
    Cut,
}

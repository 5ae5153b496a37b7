namespace JumpingVpn.Simulation;

/// <summary>What a host is doing.</summary>
public enum HostState
{
    /// <summary>It runs.</summary>
    Running,

    /// <summary>It is frozen: what arrives waits in its receive queues, its timers fire late.</summary>
    Paused,

    /// <summary>It is down: what arrives is dropped.</summary>
    Down,
}

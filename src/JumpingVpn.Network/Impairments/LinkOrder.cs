namespace JumpingVpn.Network.Impairments;

/// <summary>What jitter may do to the order of datagrams.</summary>
public enum LinkOrder
{
    /// <summary>A datagram never overtakes an earlier one: jitter that would do so waits. Explicit reordering still may.</summary>
    Preserve,

    /// <summary>Every datagram takes its own delay, and so may overtake.</summary>
    AllowOvertaking,
}

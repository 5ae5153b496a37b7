namespace JumpingVpn.Exploration.Faults;

/// <summary>What befalls a single datagram.</summary>
public enum DatagramFate
{
    /// <summary>It is lost.</summary>
    Lost,

    /// <summary>It arrives twice.</summary>
    Duplicated,

    /// <summary>It is late, and others may overtake it.</summary>
    Delayed,
}

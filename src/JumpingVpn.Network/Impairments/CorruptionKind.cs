namespace JumpingVpn.Network.Impairments;

/// <summary>What a corrupted datagram suffers.</summary>
public enum CorruptionKind
{
    /// <summary>One bit anywhere arrives flipped.</summary>
    BitFlip,

    /// <summary>It loses bytes at its end: any number from 1 to all of them.</summary>
    Truncate,

    /// <summary>It grows by 1 to 64 bytes of noise at its end, but never beyond the MTU of the link or what UDP carries
    /// (<see cref="Datagrams.UdpLimits.LongestPayload"/>). One that has no room to grow has a bit flipped instead.</summary>
    Extend,

    /// <summary>The UDP checksum catches the damage: it is dropped.</summary>
    Caught,
}

namespace JumpingVpn.Network.Ledger;

/// <summary>Why a datagram did not arrive. Every undelivered datagram has exactly one reason.</summary>
public enum DropReason
{
    /// <summary>Not dropped.</summary>
    None = 0,

    /// <summary>The link lost it: at random, in a burst, or by a targeted fault.</summary>
    Loss,

    /// <summary>The link's queue was full, or its active management gave it up.</summary>
    QueueFull,

    /// <summary>It was longer than the link's MTU.</summary>
    Mtu,

    /// <summary>The link damaged it, and the checksum showed it.</summary>
    Corruption,

    /// <summary>A NAT had a mapping, but its filtering did not admit this remote (RFC 4787 section 5).</summary>
    NatFiltered,

    /// <summary>A NAT had no mapping for the external endpoint it was sent to.</summary>
    NoMapping,

    /// <summary>A NAT still knew the mapping, but its lifetime was over (RFC 4787 section 4.3), or its port was being held down.</summary>
    MappingExpired,

    /// <summary>A NAT had no free external port left for a new mapping, or its host had its share.</summary>
    PortsExhausted,

    /// <summary>A NAT that does not hairpin was asked to send to its own external address (RFC 4787 section 6).</summary>
    Hairpin,

    /// <summary>The network was partitioned between sender and receiver.</summary>
    Partition,

    /// <summary>An access link on the way was down.</summary>
    LinkDown,

    /// <summary>Nobody has the destination address.</summary>
    NoRoute,

    /// <summary>The destination host was down.</summary>
    HostDown,

    /// <summary>No channel is open, or receiving yet, on the destination port.</summary>
    ClosedPort,

    /// <summary>It was longer than the receiving channel accepts.</summary>
    TooLarge,

    /// <summary>The receiver had not taken earlier datagrams and its queue was full.</summary>
    ReceiveQueueFull,

    /// <summary>An on-path attacker removed it.</summary>
    Adversary,

    /// <summary>A NAT kept a mapping that was no longer good, and let nothing in through it.</summary>
    StuckMapping,

    /// <summary>The interface it was for was not attached: out of reach, switched off or unplugged.</summary>
    InterfaceDown,

    /// <summary>A NAT that limits how fast a host gets new mappings refused one (RFC 6888 REQ-5).</summary>
    MappingRateLimited,
}

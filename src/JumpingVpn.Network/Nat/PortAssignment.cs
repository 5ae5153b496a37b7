namespace JumpingVpn.Network.Nat;

/// <summary>How a NAT picks the external port of a new mapping (RFC 4787 section 4.2.1).</summary>
public enum PortAssignment
{
    /// <summary>The inside port where it is free and in range, else the next free port in sequence.</summary>
    PreserveIfFree,

    /// <summary>The next free port after the last one assigned.</summary>
    Sequential,

    /// <summary>A random port; where that is taken, the next free one after it.</summary>
    Random,

    /// <summary>
    /// The inside port always, even where another host has it ("port overloading", which REQ-3 forbids). What comes back goes to the
    /// newest mapping that is bound to the remote: the older one hears nothing until the newer one is gone. A port out of range gets
    /// the next free one in sequence.
    /// </summary>
    AlwaysPreserve,

    /// <summary>
    /// The lowest free port of a block that belongs to the inside host (as in RFC 7422). Blocks are taken in the order in which hosts
    /// appear and kept until a reboot; a host whose block is full gets no further port on that address.
    /// </summary>
    HostBlock,
}

namespace JumpingVpn.Network.Ledger;

/// <summary>Why a datagram was dropped, in words.</summary>
public static class DropReasonText
{
    /// <summary>Says it.</summary>
    /// <param name="reason">The reason.</param>
    /// <returns>The rest of a sentence that begins with the datagram: <c>lost on the link</c>.</returns>
    public static string Of(DropReason reason) =>
        reason switch
        {
            DropReason.None => "not dropped",
            DropReason.Loss => "lost on the link",
            DropReason.QueueFull => "dropped: the queue of the link was full",
            DropReason.Mtu => "dropped: longer than the MTU of the link",
            DropReason.Corruption => "dropped: damaged on the link, and caught by the checksum",
            DropReason.NatFiltered => "dropped by the NAT: its filtering does not admit this sender",
            DropReason.NoMapping => "dropped by the NAT: no mapping for this external port",
            DropReason.MappingExpired => "dropped by the NAT: the mapping had expired",
            DropReason.PortsExhausted => "dropped by the NAT: no external port was left for a new mapping",
            DropReason.Hairpin => "dropped by the NAT: it does not hairpin",
            DropReason.Partition => "dropped: the network was partitioned",
            DropReason.LinkDown => "dropped: a link on the way was down",
            DropReason.NoRoute => "dropped: nobody has this address",
            DropReason.HostDown => "dropped: the host was down",
            DropReason.ClosedPort => "dropped: nobody listens on this port",
            DropReason.TooLarge => "dropped: longer than the receiver accepts",
            DropReason.ReceiveQueueFull => "dropped: the receive queue was full",
            DropReason.Adversary => "removed by the attacker on the path",
            DropReason.StuckMapping => "dropped by the NAT: its mapping is stuck",
            DropReason.InterfaceDown => "dropped: the interface was not attached",
            DropReason.MappingRateLimited => "dropped by the NAT: the rate of new mappings is limited",
            _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "There is no such reason."),
        };
}

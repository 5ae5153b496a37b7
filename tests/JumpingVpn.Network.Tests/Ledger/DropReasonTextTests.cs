using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Network.Tests.Ledger;

/// <summary>What people read of a drop: each reason in its own words.</summary>
public class DropReasonTextTests
{
    [Theory]
    [InlineData(DropReason.None, "not dropped")]
    [InlineData(DropReason.Loss, "lost on the link")]
    [InlineData(DropReason.QueueFull, "dropped: the queue of the link was full")]
    [InlineData(DropReason.Mtu, "dropped: longer than the MTU of the link")]
    [InlineData(DropReason.Corruption, "dropped: damaged on the link, and caught by the checksum")]
    [InlineData(DropReason.NatFiltered, "dropped by the NAT: its filtering does not admit this sender")]
    [InlineData(DropReason.NoMapping, "dropped by the NAT: no mapping for this external port")]
    [InlineData(DropReason.MappingExpired, "dropped by the NAT: the mapping had expired")]
    [InlineData(DropReason.PortsExhausted, "dropped by the NAT: no external port was left for a new mapping")]
    [InlineData(DropReason.Hairpin, "dropped by the NAT: it does not hairpin")]
    [InlineData(DropReason.Partition, "dropped: the network was partitioned")]
    [InlineData(DropReason.LinkDown, "dropped: a link on the way was down")]
    [InlineData(DropReason.NoRoute, "dropped: nobody has this address")]
    [InlineData(DropReason.HostDown, "dropped: the host was down")]
    [InlineData(DropReason.ClosedPort, "dropped: nobody listens on this port")]
    [InlineData(DropReason.TooLarge, "dropped: longer than the receiver accepts")]
    [InlineData(DropReason.ReceiveQueueFull, "dropped: the receive queue was full")]
    [InlineData(DropReason.Adversary, "removed by the attacker on the path")]
    [InlineData(DropReason.StuckMapping, "dropped by the NAT: its mapping is stuck")]
    [InlineData(DropReason.InterfaceDown, "dropped: the interface was not attached")]
    [InlineData(DropReason.MappingRateLimited, "dropped by the NAT: the rate of new mappings is limited")]
    public void A_reason_is_told_in_words(DropReason reason, string words) => DropReasonText.Of(reason).Should().Be(words);

    [Fact]
    public void What_is_no_reason_has_no_words() =>
        ((Func<string>)(() => DropReasonText.Of((DropReason)99)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("There is no such reason.*");
}

using JumpingVpn.Network.Ledger;

namespace JumpingVpn.Network.Tests.Ledger;

public class DatagramLedgerTests
{
    [Fact]
    public void What_was_handed_over_and_neither_delivered_nor_dropped_is_in_flight()
    {
        var ledger = new DatagramLedger();
        for (int i = 0; i < 5; i++)
        {
            ledger.RecordHandedOver();
        }

        ledger.RecordDuplicate();
        ledger.RecordDelivered();
        ledger.RecordDropped(DropReason.Loss);
        ledger.RecordDropped(DropReason.NatFiltered);
        ledger.RecordDropped(DropReason.NatFiltered);

        ledger.InFlight.Should().Be(2);
        ledger.DroppedBy(DropReason.NatFiltered).Should().Be(2);
        ledger.ToString().Should().Be("5 handed over + 1 duplicates = 1 delivered + 3 dropped (1 Loss, 2 NatFiltered) + 2 in flight");
    }

    [Fact]
    public void A_datagram_that_vanished_is_found()
    {
        var ledger = new DatagramLedger();
        ledger.RecordHandedOver();

        ledger.Invoking(it => it.EnsureBalanced(1)).Should().NotThrow();
        ledger
            .Invoking(it => it.EnsureBalanced(0))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("The ledger does not balance: 1 handed over*but the carrier holds 0 in flight.");
    }

    [Fact]
    public void A_drop_without_a_reason_is_refused()
    {
        Action act = () => new DatagramLedger().RecordDropped(DropReason.None);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }
}

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
    public void A_ledger_without_drops_tells_no_reason_and_counts_each_that_there_is()
    {
        var ledger = new DatagramLedger();
        ledger.ToString().Should().Be("0 handed over + 0 duplicates = 0 delivered + 0 dropped + 0 in flight");
        foreach (DropReason reason in Enum.GetValues<DropReason>().Where(reason => reason != DropReason.None))
        {
            ledger.RecordDropped(reason);
            ledger.DroppedBy(reason).Should().Be(1);
        }

        ledger.Dropped.Should().Be(Enum.GetValues<DropReason>().Length - 1);
    }

    [Fact]
    public void A_reason_that_is_none_is_refused_with_its_number()
    {
        var ledger = new DatagramLedger();
        int beyond = Enum.GetValues<DropReason>().Length;

        ledger
            .Invoking(it => it.RecordDropped((DropReason)beyond))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage($"A drop needs a reason, and {beyond} is not one.*");
        ledger
            .Invoking(it => it.RecordDropped((DropReason)(-1)))
            .Should()
            .Throw<ArgumentOutOfRangeException>()
            .WithMessage("*-1 is not one.*");
        ledger.Dropped.Should().Be(0);
    }

    [Fact]
    public void A_drop_without_a_reason_is_refused()
    {
        Action act = () => new DatagramLedger().RecordDropped(DropReason.None);

        act.Should().Throw<ArgumentOutOfRangeException>();
    }
}

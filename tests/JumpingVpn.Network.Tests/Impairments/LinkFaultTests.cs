using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

public class LinkFaultTests
{
    private static readonly TransportAddress Phone = TransportAddress.FromIPv4(0x0A000001, 1000);
    private static readonly TransportAddress Gateway = TransportAddress.FromIPv4(0x0A000002, 443);

    private readonly LinkModel _link = new(LinkOptions.Perfect, new RandomSource(1));

    [Fact]
    public void The_nth_datagram_is_lost_once()
    {
        using LinkFault fault = _link.Faults.Drop(nth: 3);

        Dropped(5).Should().Equal(3);
        fault.Hits.Should().Be(1);
        fault.Matches.Should().Be(5);
        fault.IsVacuous.Should().BeFalse();
    }

    [Fact]
    public void Every_nth_datagram_of_a_kind_is_lost_until_the_fault_ends()
    {
        LinkFault fault = _link.Faults.Drop(new FaultScope { Every = 2, Where = (payload, in _, in _) => payload[0] >= 3 });
        Dropped(6).Should().Equal(4, 6);
        fault.Dispose();

        Dropped(6).Should().BeEmpty();
        _link.IsPerfect.Should().BeTrue();
        _link.Faults.All.Should().Equal(fault);
    }

    [Fact]
    public void Addresses_narrow_a_scope_and_a_port_of_zero_is_any_port()
    {
        LinkFault host = _link.Faults.Drop(new FaultScope { Source = Phone.WithPort(0), Times = 1 });
        LinkFault elsewhere = _link.Faults.Drop(new FaultScope { Destination = Phone });

        Dropped(3).Should().Equal(1);
        host.Hits.Should().Be(1);
        elsewhere.IsVacuous.Should().BeTrue();
        elsewhere.ToString().Should().Be("Drop every datagram on the link (struck 0 of 0 that matched)");
    }

    [Fact]
    public void A_fault_holds_duplicates_or_delays()
    {
        LinkFault hold = _link.Faults.Hold(1);
        _link.Faults.Duplicate(2);
        _link.Faults.Delay(TimeSpan.FromSeconds(1), 3);

        Send(1).HeldBy.Should().BeSameAs(hold);
        Send(2).Copies.Should().Be(2);
        Send(3).Delay.Should().Be(TimeSpan.FromSeconds(1));
        Send(4).Should().Be(new LinkFate(DropReason.None, TimeSpan.Zero, FlippedBit: -1, Copies: 1));
    }

    [Fact]
    public void Faults_with_numbers_count_what_others_have_struck()
    {
        using LinkFault two = _link.Faults.Drop(nth: 2);
        using LinkFault three = _link.Faults.Drop(nth: 3);
        using LinkFault ofAKind = _link.Faults.Drop(new FaultScope { Where = (payload, in _, in _) => payload[0] >= 5, Times = 1 });
        using LinkFault next = _link.Faults.Drop(new FaultScope { Where = (payload, in _, in _) => payload[0] >= 5, Times = 1 });

        Dropped(8).Should().Equal(2, 3, 5, 6);
    }

    [Fact]
    public void One_datagram_may_be_late_and_doubled_and_its_copy_is_late_too()
    {
        _link.Faults.Delay(TimeSpan.FromSeconds(1), 1);
        _link.Faults.Duplicate(1);

        LinkFate fate = Send(1);

        fate.Copies.Should().Be(2);
        fate.Delay.Should().Be(TimeSpan.FromSeconds(1));
        fate.LateBy.Should().Be(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void Impossible_scopes_are_refused()
    {
        ((Action)(() => _link.Faults.Drop(nth: 0))).Should().Throw<ArgumentException>().WithMessage("The datagram number 0 is impossible*");
        ((Action)(() => _link.Faults.Drop(new FaultScope { Nth = 1, Every = 2 })))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*contradictory*");
        ((Action)(() => _link.Faults.Delay(TimeSpan.Zero, 1))).Should().Throw<ArgumentException>().WithMessage("*does nothing*");
    }

    private LinkFate Send(byte number) => _link.Next([number], Phone, Gateway, TimeSpan.Zero);

    private int[] Dropped(byte count) => Enumerable.Range(1, count).Where(number => Send((byte)number).Drop == DropReason.Loss).ToArray();
}

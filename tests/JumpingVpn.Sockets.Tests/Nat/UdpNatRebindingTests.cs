using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Sockets.Tests.Nat;

public sealed class UdpNatRebindingTests : IDisposable
{
    private readonly NatLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Theory]
    [InlineData(NatRebindingKind.Port, false, true)]
    [InlineData(NatRebindingKind.Address, true, false)]
    [InlineData(NatRebindingKind.PortAndAddress, true, true)]
    public void The_next_datagram_leaves_from_a_new_socket(NatRebindingKind kind, bool newAddress, bool newPort)
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(addresses: 2);
        TransportAddress gateway = nat.AddForward(server.Address);
        phone.Send(1, gateway);
        _lab.Settle();

        NatRebinding change = nat.Rebind(kind, NatScope.All).Should().ContainSingle().Which;
        phone.Send(2, gateway);
        _lab.Settle();

        TransportAddress old = server.Sources[0];
        nat.BoundAddress(change.NewExternal).Should().Be(server.LastSource);
        server.LastSource.Should().NotBe(old);
        (server.LastSource.Port != old.Port).Should().Be(newPort);
        if (!nat.ExternalAddresses[0].SameHost(nat.ExternalAddresses[1]))
        {
            server.LastSource.SameHost(old).Should().Be(!newAddress);
        }
    }

    [Fact]
    public void What_is_sent_to_the_old_endpoint_is_dropped_for_want_of_a_mapping_and_the_new_one_answers()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat();
        TransportAddress gateway = nat.AddForward(server.Address);
        phone.Send(1, gateway);
        _lab.Settle();
        TransportAddress old = server.LastSource;

        nat.Rebind(NatRebindingKind.Port, NatScope.Host(phone.Address));
        phone.Send(2, gateway);
        _lab.Settle();
        server.Send(3, old);
        server.Send(4, server.LastSource);
        _lab.Settle();

        phone.Received.Should().Equal(4);
        nat.Ledger.DroppedBy(DropReason.NoMapping).Should().Be(1);
    }

    [Fact]
    public void Without_retired_sockets_the_old_endpoint_is_closed_at_once()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(refine: options => options with { MaxRetiredSockets = 0 });
        phone.Send(1, nat.AddForward(server.Address));
        _lab.Settle();

        NatRebinding change = nat.Rebind(NatRebindingKind.Port, NatScope.All)[0];
        server.Send(2, server.LastSource);
        _lab.Settle();

        nat.BoundAddress(change.OldExternal).Should().BeNull();
        _lab.Pump.Counters.ClosedPort.Should().Be(1);
    }

    [Fact]
    public void The_oldest_retired_sockets_are_closed_first()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(refine: options => options with { MaxRetiredSockets = 1 });
        TransportAddress gateway = nat.AddForward(server.Address);
        var left = new TransportAddress[2];
        for (int i = 0; i < left.Length; i++)
        {
            phone.Send(1, gateway);
            _lab.Settle();
            left[i] = nat.Rebind(NatRebindingKind.Port, NatScope.All)[0].OldExternal;
        }

        nat.BoundAddress(left[0]).Should().BeNull();
        nat.BoundAddress(left[1]).Should().NotBeNull();
    }

    [Fact]
    public void Sockets_of_expired_mappings_are_retired_as_new_ones_open()
    {
        LabHost server = _lab.Host();
        NatOptions behaviour = new() { MappingLifetime = TimeSpan.FromSeconds(30), PortAssignment = PortAssignment.Sequential };
        UdpNat nat = _lab.Nat(behaviour, options => options with { MaxRetiredSockets = 0 });
        TransportAddress gateway = nat.AddForward(server.Address);
        for (int i = 0; i < 40; i++)
        {
            LabHost phone = _lab.Host();
            phone.Send(1, gateway);
            _lab.Pass(TimeSpan.FromSeconds(10));
        }

        server.Sources.Count(source => nat.BoundAddress(source) is not null).Should().BeLessThan(30, "only three mappings live at a time");
        nat.Mappings();
        server.Sources.Count(source => nat.BoundAddress(source) is not null).Should().Be(2);
    }

    [Fact]
    public void A_flush_forgets_all_and_the_next_datagram_makes_a_new_mapping()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(new NatOptions { PortAssignment = PortAssignment.Sequential });
        TransportAddress gateway = nat.AddForward(server.Address);
        phone.Send(1, gateway);
        _lab.Settle();

        nat.Flush(NatScope.All).Should().Be(1);
        server.Send(2, server.LastSource);
        _lab.Settle();
        phone.Send(3, gateway);
        _lab.Settle();

        phone.Count.Should().Be(0);
        nat.Ledger.DroppedBy(DropReason.NoMapping).Should().Be(1);
        server.Sources.Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public void The_pool_can_grow_for_a_change_of_address()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat();
        TransportAddress added = _lab.NextAddress();
        if (added.SameHost(nat.ExternalAddresses[0]))
        {
            return; // This system has one loopback address.
        }

        TransportAddress gateway = nat.AddForward(server.Address);
        phone.Send(1, gateway);
        _lab.Settle();

        nat.Invoking(n => n.Rebind(NatRebindingKind.Address, NatScope.All)).Should().Throw<InvalidOperationException>();
        nat.AddExternalAddress(added);
        nat.Rebind(NatRebindingKind.Address, NatScope.All);
        phone.Send(2, gateway);
        _lab.Settle();

        server.LastSource.Should().Be(added.WithPort(server.Sources[0].Port));
    }
}

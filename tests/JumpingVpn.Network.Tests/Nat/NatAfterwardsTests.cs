using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>What the choices of a NAT are after a rebinding, a flush, a theft or a reboot.</summary>
public class NatAfterwardsTests
{
    [Fact]
    public void A_host_that_was_moved_to_another_address_gets_its_new_mappings_there()
    {
        var nat = new NatLab(new NatOptions(), addresses: 3);
        nat.Out(Host(2, 5000), Server).Should().Be(External(1, 5000));
        nat.Table.Rebind(NatRebindingKind.Address, NatScope.Host(Host(2)), nat.Now).Should().ContainSingle();

        nat.Out(Host(2, 5001), Server).Should().Be(External(2, 5001), "its flows share an address");
        nat.Out(Host(3, 5000), Server).Should().Be(External(2, 1024), "the others are dealt as before");
    }

    [Fact]
    public void A_reboot_deals_addresses_and_ports_from_the_beginning()
    {
        foreach (AddressPooling pooling in new[] { AddressPooling.Paired, AddressPooling.Arbitrary })
        {
            var nat = new NatLab(new NatOptions { Pooling = pooling, PortAssignment = PortAssignment.Sequential }, addresses: 2);
            nat.Out(Host(2), Server).Should().Be(External(1, 1024));
            nat.Table.Reboot(nat.Now).Should().Be(1);

            nat.Out(Host(3), Server).Should().Be(External(1, 1024));
            nat.Out(Host(2), Server).Should().Be(External(2, 1025));
        }
    }

    [Fact]
    public void A_reboot_tells_how_many_live_mappings_it_ended_and_starts_the_shares_of_hosts_anew()
    {
        var nat = new NatLab(new NatOptions { MaxMappingsPerHost = 2 });
        nat.Out(Host(2, 1), Server);
        nat.Pass(60);
        nat.Out(Host(2, 2), Server);
        nat.Out(Host(3, 1), Server);
        nat.Pass(60);

        nat.Table.Reboot(nat.Now).Should().Be(2, "the first has expired");
        nat.Out(Host(2, 3), Server);
        nat.Out(Host(2, 4), Server);
        nat.OutDrop(Host(2, 5), Server).Should().Be(DropReason.PortsExhausted);
    }

    [Fact]
    public void A_flush_tells_how_many_live_mappings_it_ended_and_touches_only_its_scope()
    {
        var nat = new NatLab(new NatOptions());
        nat.Out(Host(2, 1), Server);
        nat.Pass(60);
        nat.Out(Host(2, 2), Server);
        TransportAddress other = nat.Out(Host(3, 1), Server);
        nat.Pass(60);

        nat.Table.Flush(NatScope.Host(Host(2)), nat.Now).Should().Be(1, "the other one has expired");
        nat.In(other, Server).Should().Be(Host(3, 1));
        nat.Table.Flush(NatScope.Host(Host(2)), nat.Now).Should().Be(0);
        nat.Table.Flush(NatScope.All, nat.Now).Should().Be(1);
    }

    [Fact]
    public void A_flush_gives_a_host_its_share_back_and_ends_what_its_filter_admitted()
    {
        var nat = new NatLab(new NatOptions { MaxMappingsPerHost = 1 });
        nat.Out(Phone, Server);
        nat.Table.Flush(NatScope.All, nat.Now);
        TransportAddress external = nat.Out(Phone.WithPort(5001), Other);

        nat.InDrop(external, Server).Should().Be(DropReason.NatFiltered);
        nat.OutDrop(Phone.WithPort(5002), Server).Should().Be(DropReason.PortsExhausted);
    }

    [Fact]
    public void Stolen_mappings_count_for_the_thief()
    {
        var nat = new NatLab(new NatOptions { MaxMappingsPerHost = 2 });
        nat.Out(Phone.WithPort(1), Server);
        nat.Out(Phone.WithPort(2), Server);
        nat.Table.Steal(NatScope.Host(Phone), Laptop, nat.Now).Should().Be(2);

        nat.OutDrop(Laptop.WithPort(3), Server).Should().Be(DropReason.PortsExhausted);
        nat.Out(Phone.WithPort(3), Server);
        nat.Out(Phone.WithPort(4), Server);
        nat.OutDrop(Phone.WithPort(5), Server).Should().Be(DropReason.PortsExhausted);
    }

    [Fact]
    public void A_thief_loses_its_own_mapping_only_where_it_collides()
    {
        var nat = new NatLab(new NatOptions());
        TransportAddress first = nat.Out(Phone, Server);
        TransportAddress second = nat.Out(Laptop, Server);
        TransportAddress third = nat.Out(Laptop.WithPort(6000), Server);
        nat.Table.Steal(NatScope.Endpoint(Phone), Laptop, nat.Now).Should().Be(1);

        nat.In(first, Server).Should().Be(Laptop);
        nat.InDrop(second, Server).Should().Be(DropReason.NoMapping);
        nat.In(third, Server).Should().Be(Laptop.WithPort(6000));
        nat.Out(Laptop, Server).Should().Be(first);
    }

    [Fact]
    public void Only_live_mappings_in_scope_go_bad()
    {
        var nat = new NatLab(new NatOptions());
        nat.Out(Host(2, 1), Server);
        nat.Pass(60);
        nat.Out(Host(2, 2), Server);
        TransportAddress other = nat.Out(Host(3, 1), Server);
        nat.Pass(60);
        nat.Table.MakeStuck(NatScope.Host(Host(2)), nat.Now).Should().Be(1);

        nat.In(other, Server).Should().Be(Host(3, 1));
        nat.Table.Mappings(nat.Now).Select(mapping => mapping.IsStuck).Should().Equal(true, false);
        nat.Table.Mappings(nat.Now)[0].ToString().Should().EndWith(", admits 198.51.100.1:443, stuck");
        nat.Table.Flush(NatScope.Host(Host(2)), nat.Now);
        nat.In(nat.Out(Host(2, 2), Server), Server).Should().Be(Host(2, 2), "what comes after a flush is sound");
    }

    [Fact]
    public void A_row_tells_whom_it_is_for_whom_it_admits_and_whether_it_was_answered()
    {
        var nat = new NatLab(NatPresets.FullCone);
        TransportAddress external = nat.Out(Phone, Server);
        NatMapping row = nat.Table.Mappings(nat.Now).Single();
        row.Remote.Should().BeNull();
        row.IsReplied.Should().BeFalse();
        row.ToString().Should().EndWith(" for any remote until 00:02:00, admits anybody");

        nat.In(external, Other);
        nat.Table.Mappings(nat.Now).Single().IsReplied.Should().BeTrue();
        var strict = new NatLab(new NatOptions { Mapping = EndpointDependence.AddressAndPortDependent });
        strict.Out(Phone, Server);
        strict.Table.Mappings(strict.Now).Single().Remote.Should().Be(Server);
    }

    [Fact]
    public void A_mapping_for_which_no_port_is_free_keeps_what_it_has_and_is_not_told_as_moved()
    {
        var nat = new NatLab(
            new NatOptions
            {
                FirstPort = 2000,
                LastPort = 2000,
                PortAssignment = PortAssignment.Sequential,
            }
        );
        TransportAddress external = nat.Out(Phone, Server);

        nat.Table.Rebind(NatRebindingKind.Port, NatScope.All, nat.Now).Should().BeEmpty();
        nat.In(external, Server).Should().Be(Phone);
    }

    [Fact]
    public void A_new_port_with_single_pooling_leaves_everybody_on_the_address()
    {
        var nat = new NatLab(new NatOptions { Pooling = AddressPooling.Single }, addresses: 2);
        nat.Out(Phone, Server);
        nat.Table.Rebind(NatRebindingKind.Port, NatScope.All, nat.Now).Should().ContainSingle();
        nat.Out(Laptop, Server).WithPort(0).Should().Be(External(1, 0));
        nat.Table.Rebind(NatRebindingKind.Address, NatScope.All, nat.Now).Should().HaveCount(2);

        nat.Out(Host(4), Server).WithPort(0).Should().Be(External(2, 0));
    }

    [Fact]
    public void The_table_shows_a_rebinding_that_is_due_though_no_datagram_came()
    {
        var nat = new NatLab(new NatOptions { Rebinding = new NatRebindingRules { Every = TimeSpan.FromSeconds(30) } });
        nat.Out(Phone, Server).Port.Should().Be(5000);
        nat.Pass(30);

        nat.Table.Mappings(nat.Now).Single().External.Port.Should().NotBe(5000);
        nat.InDrop(External(1, 9), Server).Should().Be(DropReason.NoMapping, "where nothing is, nothing is due");
    }

    [Fact]
    public void A_row_tells_all_whom_it_admits()
    {
        var nat = new NatLab(NatPresets.RestrictedCone);
        nat.Out(Phone, Server);
        nat.Out(Phone, Other);

        nat.Table.Mappings(nat.Now).Single().ToString().Should().EndWith(", admits 198.51.100.1:*, 198.51.100.2:*");
    }

    [Fact]
    public void A_remote_is_admitted_once_however_often_it_was_sent_to()
    {
        var nat = new NatLab(new NatOptions());
        for (int i = 0; i < 3; i++)
        {
            nat.Out(Phone, Server);
            nat.Out(Phone, Other);
        }

        nat.Table.Mappings(nat.Now).Single().Contacts.Should().Equal(Server, Other);
    }

    [Fact]
    public void A_forwarded_port_is_known_from_both_sides_and_free_for_nobody()
    {
        var nat = new NatLab(new NatOptions());
        nat.Table.IsFree(External(1, 8080), nat.Now).Should().BeTrue();
        nat.Table.Forward(External(1, 8080), Laptop, nat.Now);

        nat.Table.ForwardedTo(Laptop).Should().Be(External(1, 8080));
        nat.Table.ForwardedTo(Phone).Should().BeNull();
        nat.Table.IsForwarded(External(1, 8080)).Should().BeTrue();
        nat.Table.IsForwarded(External(1, 8081)).Should().BeFalse();
        nat.Table.IsFree(External(1, 8080), nat.Now).Should().BeFalse();
        nat.Out(Phone, Server);
        nat.Table.IsFree(External(1, 5000), nat.Now).Should().BeFalse();
        nat.Pass(120);
        nat.Table.IsFree(External(1, 5000), nat.Now).Should().BeTrue();
    }

    [Fact]
    public void A_firewall_forwards_nothing()
    {
        var wall = new NatLab(NatPresets.StatefulFirewall, addresses: 0);

        wall.Table.Invoking(it => it.Forward(Server, Phone, wall.Now))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A firewall that translates nothing has no port that it could forward to 10.1.0.2:5000: that takes a NAT.");
    }

    [Fact]
    public void What_cannot_be_moved_is_told_in_a_sentence()
    {
        var wall = new NatLab(NatPresets.StatefulFirewall, addresses: 0);
        wall.Table.Invoking(it => it.Rebind(NatRebindingKind.Port, NatScope.All, wall.Now))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A firewall that translates nothing has no external endpoints, so it cannot rebind.");
        wall.Table.Invoking(it => it.Steal(NatScope.All, Laptop, wall.Now))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A firewall that translates nothing has no external endpoints that could be stolen.");
        var single = new NatLab(new NatOptions { Pooling = AddressPooling.Single });
        single.Out(Phone, Server);
        single.Table.Rebind(NatRebindingKind.Port, NatScope.Host(Phone), single.Now).Should().ContainSingle("a port is not an address");
    }
}

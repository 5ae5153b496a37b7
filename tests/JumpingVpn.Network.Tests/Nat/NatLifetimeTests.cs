using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatLifetimeTests
{
    private static readonly NatOptions TwoStages = new()
    {
        MappingLifetime = TimeSpan.FromSeconds(30),
        StreamLifetime = TimeSpan.FromSeconds(120),
    };

    [Fact]
    public void A_flow_that_nobody_answers_has_the_short_lifetime_however_much_is_sent()
    {
        var nat = new NatLab(TwoStages);
        nat.Out(Phone, Server);
        nat.Pass(10);
        TransportAddress external = nat.Out(Phone, Server);
        nat.Pass(TimeSpan.FromSeconds(30) - TimeSpan.FromTicks(1));
        nat.Table.Mappings(nat.Now).Should().ContainSingle();
        nat.Pass(TimeSpan.FromTicks(1));

        nat.InDrop(external, Server).Should().Be(DropReason.MappingExpired);
    }

    [Fact]
    public void An_answer_starts_the_long_lifetime_from_the_next_refresh()
    {
        var nat = new NatLab(TwoStages);
        TransportAddress external = nat.Out(Phone, Server);
        nat.Pass(20);
        nat.In(external, Server).Should().Be(Phone);
        nat.Pass(10);
        nat.InDrop(external, Server).Should().Be(DropReason.MappingExpired, "the answer is no refresh of its own here");

        nat.Out(Phone, Server);
        nat.In(external, Server);
        nat.Out(Phone, Server);
        nat.Pass(TimeSpan.FromSeconds(120) - TimeSpan.FromTicks(1));
        nat.In(external, Server).Should().Be(Phone);
        nat.Pass(TimeSpan.FromTicks(1));
        nat.InDrop(external, Server).Should().Be(DropReason.MappingExpired);
    }

    [Fact]
    public void Where_inbound_traffic_refreshes_the_answer_itself_gives_the_long_lifetime()
    {
        var nat = new NatLab(TwoStages with { InboundRefresh = true });
        TransportAddress external = nat.Out(Phone, Server);
        nat.Pass(20);
        nat.In(external, Server);
        nat.Pass(TimeSpan.FromSeconds(120) - TimeSpan.FromTicks(1));

        nat.In(external, Server).Should().Be(Phone);
    }

    [Fact]
    public void A_datagram_that_the_filter_refuses_is_no_answer()
    {
        var nat = new NatLab(TwoStages with { InboundRefresh = true });
        TransportAddress external = nat.Out(Phone, Server);
        nat.InDrop(external, Other).Should().Be(DropReason.NatFiltered);

        nat.Table.Mappings(nat.Now).Single().IsReplied.Should().BeFalse();
    }

    [Fact]
    public void Without_outbound_refresh_a_mapping_dies_at_a_fixed_age()
    {
        var nat = new NatLab(new NatOptions { OutboundRefresh = false });
        nat.Out(Phone, Server);
        nat.Pass(119);
        TransportAddress external = nat.Out(Phone, Server);
        nat.Pass(1);

        nat.InDrop(external, Server).Should().Be(DropReason.MappingExpired);
    }

    [Fact]
    public void A_short_mapping_that_came_late_is_swept_when_its_port_is_needed()
    {
        // The sweep remembers when nothing can have ended before; a mapping of the first stage must shorten that memory.
        var nat = new NatLab(TwoStages with { FirstPort = 2000, LastPort = 2001, PortAssignment = PortAssignment.Sequential });
        TransportAddress external = nat.Out(Phone, Server);
        nat.In(external, Server);
        nat.Out(Phone, Server);
        nat.Out(Laptop, Server);
        nat.OutDrop(Host(4), Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(30);

        nat.OutDrop(Host(4), Server).Should().Be(DropReason.None, "the laptop's mapping ended at 30 s, the phone's lives until 120 s");
        nat.Pass(30);
        nat.OutDrop(Host(5), Server).Should().Be(DropReason.None);
        nat.In(external, Server).Should().Be(Phone);
    }
}

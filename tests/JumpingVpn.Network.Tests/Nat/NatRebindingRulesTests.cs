using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatRebindingRulesTests
{
    [Fact]
    public void A_mapping_is_rebound_by_the_clock_counted_from_its_birth()
    {
        var nat = new NatLab(new NatOptions { Rebinding = new NatRebindingRules { Every = TimeSpan.FromSeconds(10) } });
        TransportAddress first = nat.Out(Phone, Server);
        nat.Pass(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        nat.In(first, Server).Should().Be(Phone);
        nat.Pass(TimeSpan.FromTicks(1));
        nat.InDrop(first, Server).Should().Be(DropReason.NoMapping);
        TransportAddress second = nat.Table.Mappings(nat.Now).Single().External;
        second.Should().NotBe(first);
        nat.Out(Phone, Server).Should().Be(second);
        nat.Pass(35);

        nat.Out(Phone, Server).Should().NotBe(second);
    }

    [Fact]
    public void A_mapping_is_rebound_before_the_datagram_after_the_nth()
    {
        var nat = new NatLab(new NatOptions { Rebinding = new NatRebindingRules { AfterDatagrams = 2 } });
        var seen = Enumerable.Range(0, 6).Select(_ => nat.Out(Phone, Server)).ToList();

        seen.Select(address => seen.IndexOf(address)).Should().Equal(0, 0, 2, 2, 4, 4);
    }

    [Fact]
    public void A_rule_may_change_the_address_and_keep_the_port()
    {
        var nat = new NatLab(
            new NatOptions
            {
                Rebinding = new NatRebindingRules { AfterDatagrams = 1, Kind = NatRebindingKind.Address },
            },
            addresses: 2
        );

        nat.Out(Phone, Server).Should().Be(External(1, 5000));
        nat.Out(Phone, Server).Should().Be(External(2, 5000));
        nat.Out(Phone, Server).Should().Be(External(1, 5000));
    }

    [Fact]
    public void After_expiry_the_port_is_another_where_the_rule_says_so()
    {
        foreach (bool rule in new[] { false, true })
        {
            var nat = new NatLab(new NatOptions { Rebinding = rule ? new NatRebindingRules { OnExpiry = true } : null });
            nat.Out(Phone, Server).Port.Should().Be(5000);
            nat.Pass(120);

            nat.Out(Phone, Server).Port.Should().Be((ushort)(rule ? 1024 : 5000));
        }
    }

    [Fact]
    public void A_stuck_mapping_lets_out_and_not_in_until_it_has_been_silent_for_its_lifetime()
    {
        var nat = new NatLab(new NatOptions());
        TransportAddress external = nat.Out(Phone, Server);
        nat.Table.MakeStuck(NatScope.All, nat.Now).Should().Be(1);
        nat.Table.MakeStuck(NatScope.All, nat.Now).Should().Be(0);
        nat.Pass(119);
        nat.Out(Phone, Server).Should().Be(external);
        nat.Pass(119);
        nat.InDrop(external, Server).Should().Be(DropReason.StuckMapping);
        nat.In(nat.Out(Host(2, 5001), Server), Server).Should().Be(Host(2, 5001), "another source port has its own mapping");
        nat.Pass(1);

        nat.In(nat.Out(Phone, Server), Server).Should().Be(Phone);
    }

    [Fact]
    public void A_stolen_mapping_serves_the_thief_and_the_victim_gets_another()
    {
        var nat = new NatLab(new NatOptions());
        TransportAddress external = nat.Out(Phone, Server);
        nat.Out(Laptop, Server);
        nat.Table.Steal(NatScope.Host(Phone), Laptop, nat.Now).Should().Be(1);

        nat.In(external, Server).Should().Be(Laptop);
        nat.Out(Phone, Server).Should().NotBe(external);
        nat.Table.Mappings(nat.Now).Should().HaveCount(2);
    }

    [Fact]
    public void Stealing_everything_leaves_every_mapping_with_the_thief_or_gone()
    {
        var nat = new NatLab(new NatOptions());
        nat.Out(Phone, Server);
        nat.Out(Laptop, Server);
        nat.Out(Host(4), Server);
        nat.Table.Steal(NatScope.All, Laptop, nat.Now);

        nat.Table.Mappings(nat.Now).Should().ContainSingle().Which.Inside.Should().Be(Laptop);
    }
}

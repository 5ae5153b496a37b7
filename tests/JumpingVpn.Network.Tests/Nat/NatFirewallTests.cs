using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatFirewallTests
{
    [Fact]
    public void A_firewall_changes_no_address_and_lets_in_only_what_was_asked_for()
    {
        var wall = new NatLab(NatPresets.StatefulFirewall, addresses: 0);
        wall.InDrop(Phone, Server).Should().Be(DropReason.NoMapping);

        wall.Out(Phone, Server).Should().Be(Phone);
        wall.In(Phone, Server).Should().Be(Phone);
        wall.InDrop(Phone, Other).Should().Be(DropReason.NatFiltered);
        wall.Pass(120);
        wall.InDrop(Phone, Server).Should().Be(DropReason.MappingExpired);
        wall.Out(Phone, Server).Should().Be(Phone);
        wall.In(Phone, Server).Should().Be(Phone);
    }

    [Fact]
    public void A_firewall_has_nothing_to_rebind_or_steal_and_no_pool()
    {
        var wall = new NatLab(NatPresets.StatefulFirewall, addresses: 0);

        wall.Table.Invoking(it => it.Rebind(NatRebindingKind.Port, NatScope.All, wall.Now)).Should().Throw<InvalidOperationException>();
        wall.Table.Invoking(it => it.Steal(NatScope.All, Laptop, wall.Now)).Should().Throw<InvalidOperationException>();
        wall.Table.Invoking(it => it.AddExternalAddress(External(1, 0)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A firewall that translates nothing has no external addresses*");
    }

    [Fact]
    public void A_state_limit_counts_for_a_firewall_too()
    {
        var wall = new NatLab(NatPresets.StatefulFirewall with { MaxMappingsPerHost = 1 }, addresses: 0);
        wall.Out(Phone, Server);

        wall.OutDrop(Phone.WithPort(6000), Server).Should().Be(DropReason.PortsExhausted);
    }
}

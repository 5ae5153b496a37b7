using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatHoldDownTests
{
    private static readonly NatOptions Held = new()
    {
        FirstPort = 2000,
        LastPort = 2000,
        MappingLifetime = TimeSpan.FromSeconds(60),
        PortHoldDown = TimeSpan.FromSeconds(120),
    };

    [Fact]
    public void A_port_rests_from_the_expiry_of_its_mapping_to_exactly_the_end_of_the_hold_down()
    {
        var nat = new NatLab(Held);
        TransportAddress external = nat.Out(Phone, Server);
        nat.Pass(60);
        nat.OutDrop(Laptop, Server).Should().Be(DropReason.PortsExhausted);
        nat.InDrop(external, Server).Should().Be(DropReason.MappingExpired, "late datagrams hit nobody");
        nat.Pass(TimeSpan.FromSeconds(120) - TimeSpan.FromTicks(1));
        nat.OutDrop(Laptop, Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(TimeSpan.FromTicks(1));

        nat.OutDrop(Laptop, Server).Should().Be(DropReason.None);
    }

    [Theory]
    [InlineData("flush")]
    [InlineData("rebind")]
    public void A_port_that_was_freed_otherwise_rests_from_then_on(string how)
    {
        var nat = new NatLab(Held with { LastPort = 2001, PortAssignment = PortAssignment.Sequential });
        TransportAddress external = nat.Out(Phone, Server);
        nat.Pass(30);
        if (how == "flush")
        {
            nat.Table.Flush(NatScope.All, nat.Now).Should().Be(1);
            nat.Out(Phone, Server).Port.Should().Be(2001);
        }
        else
        {
            nat.Table.Rebind(NatRebindingKind.Port, NatScope.All, nat.Now).Should().ContainSingle();
        }

        nat.OutDrop(Laptop, Server).Should().Be(DropReason.PortsExhausted);
        nat.InDrop(external, Server).Should().Be(DropReason.MappingExpired);
        nat.Pass(TimeSpan.FromSeconds(120));
        nat.Out(Laptop, Server).Should().Be(external);
    }

    [Fact]
    public void A_reboot_forgets_the_hold_down_too()
    {
        var nat = new NatLab(Held);
        nat.Out(Phone, Server);
        nat.Table.Reboot(nat.Now);

        nat.OutDrop(Laptop, Server).Should().Be(DropReason.None);
    }
}

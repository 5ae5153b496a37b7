using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>The mappings of one external endpoint go, as for lack of room.</summary>
public class NatForgetTests
{
    [Fact]
    public void The_mapping_of_an_endpoint_goes_and_the_others_stay()
    {
        var nat = new NatLab(new NatOptions());
        TransportAddress gone = nat.Out(Phone, Server);
        TransportAddress stays = nat.Out(Laptop, Server);

        nat.Table.Forget(gone, nat.Now).Should().Be(Phone);

        nat.InDrop(gone, Server).Should().Be(DropReason.NoMapping);
        nat.In(stays, Server).Should().Be(Laptop);
        nat.Table.Forget(gone, nat.Now).Should().BeNull();
    }

    [Fact]
    public void An_expired_one_was_nobodys()
    {
        var nat = new NatLab(new NatOptions { MappingLifetime = TimeSpan.FromSeconds(30) });
        TransportAddress external = nat.Out(Phone, Server);
        nat.Pass(30);

        nat.Table.Forget(external, nat.Now).Should().BeNull();
    }

    [Fact]
    public void One_that_is_held_down_stays_so()
    {
        var nat = new NatLab(new NatOptions { PortHoldDown = TimeSpan.FromSeconds(60) });
        TransportAddress external = nat.Out(Phone, Server);

        nat.Table.Forget(external, nat.Now).Should().Be(Phone);
        nat.Table.Forget(external, nat.Now).Should().BeNull();

        nat.Table.IsFree(external, nat.Now).Should().BeFalse();
        nat.Table.EnsureBalanced();
    }

    [Fact]
    public void All_that_share_an_endpoint_go_and_one_of_them_is_named()
    {
        var nat = new NatLab(new NatOptions { PortAssignment = PortAssignment.AlwaysPreserve });
        TransportAddress external = nat.Out(Phone, Server);
        nat.Out(Laptop, Server).Should().Be(external);

        nat.Table.Forget(external, nat.Now).Should().BeOneOf(Phone, Laptop);

        nat.Table.Mappings(nat.Now).Should().BeEmpty();
    }

    [Fact]
    public void Whether_anything_is_forwarded_is_known()
    {
        var nat = new NatLab(new NatOptions());
        nat.Table.HasForwards.Should().BeFalse();

        nat.Table.Forward(External(1, 4000), Phone, nat.Now);

        nat.Table.HasForwards.Should().BeTrue();
    }
}

using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatPoolingTests
{
    private static readonly NatOptions OnePort = new()
    {
        FirstPort = 2000,
        LastPort = 2000,
        PortAssignment = PortAssignment.Sequential,
    };

    [Fact]
    public void Paired_pooling_keeps_the_flows_of_one_host_on_one_address()
    {
        var nat = new NatLab(new NatOptions(), addresses: 2);

        nat.Out(Host(2, 5000), Server).Should().Be(External(1, 5000));
        nat.Out(Host(3, 5000), Server).Should().Be(External(2, 5000));
        nat.Out(Host(2, 5001), Server).Should().Be(External(1, 5001));
    }

    [Fact]
    public void Hosts_keep_the_address_that_they_had_when_the_pool_grows()
    {
        var nat = new NatLab(new NatOptions(), addresses: 1);
        for (int host = 2; host <= 4; host++)
        {
            nat.Out(Host(host), Server).SameHost(External(1, 0)).Should().BeTrue("there is no other");
        }

        nat.Table.AddExternalAddress(External(2, 0));

        for (int host = 2; host <= 4; host++)
        {
            nat.Out(Host(host, 6000), Server).SameHost(External(1, 0)).Should().BeTrue($"host {host} is paired (RFC 4787 REQ-2)");
        }

        nat.Out(Host(5, 5000), Server).Should().Be(External(2, 5000), "the next host takes the next address");
    }

    [Fact]
    public void Arbitrary_pooling_gives_every_mapping_the_next_address()
    {
        var nat = new NatLab(new NatOptions { Pooling = AddressPooling.Arbitrary }, addresses: 2);

        nat.Out(Host(2, 5000), Server).Should().Be(External(1, 5000));
        nat.Out(Host(2, 5001), Server).Should().Be(External(2, 5001));
        nat.Out(Host(2, 5002), Server).Should().Be(External(1, 5002));
    }

    [Fact]
    public void Single_pooling_shows_one_address_until_a_change_moves_everybody()
    {
        var nat = new NatLab(new NatOptions { Pooling = AddressPooling.Single }, addresses: 2);
        nat.Out(Phone, Server).Should().Be(External(1, 5000));
        nat.Out(Host(3, 6000), Server).Should().Be(External(1, 6000));

        nat.Table.Rebind(NatRebindingKind.Address, NatScope.All, nat.Now)
            .Select(change => change.NewExternal)
            .Should()
            .Equal(External(2, 5000), External(2, 6000));
        nat.Out(Host(4, 7000), Server).Should().Be(External(2, 7000), "new mappings follow");
        nat.Table.Invoking(it => it.Rebind(NatRebindingKind.Address, NatScope.Host(Phone), nat.Now))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A NAT with single pooling has one address for everybody*");
    }

    [Fact]
    public void A_full_paired_address_refuses_its_hosts_or_spills_where_the_option_says_so()
    {
        foreach (bool spills in new[] { false, true })
        {
            var nat = new NatLab(OnePort with { SpillsToOtherAddresses = spills }, addresses: 2);
            nat.Out(Host(2, 5000), Server).Should().Be(External(1, 2000));

            nat.OutDrop(Host(2, 5001), Server).Should().Be(spills ? DropReason.None : DropReason.PortsExhausted);
            nat.OutDrop(Host(2, 5002), Server).Should().Be(DropReason.PortsExhausted, "both addresses are full, or one is not his");
        }
    }
}

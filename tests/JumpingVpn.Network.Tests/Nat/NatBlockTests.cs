using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatBlockTests
{
    private static readonly NatOptions TwoBlocks = new()
    {
        PortAssignment = PortAssignment.HostBlock,
        PortBlockSize = 2,
        FirstPort = 2000,
        LastPort = 2004,
    };

    [Fact]
    public void Every_host_has_its_own_block_and_no_more()
    {
        var nat = new NatLab(TwoBlocks);

        nat.Out(Host(2, 1), Server).Port.Should().Be(2000);
        nat.Out(Host(3, 1), Server).Port.Should().Be(2002);
        nat.Out(Host(2, 2), Server).Port.Should().Be(2001);
        nat.OutDrop(Host(2, 3), Server).Should().Be(DropReason.PortsExhausted);
        nat.Out(Host(3, 2), Server).Port.Should().Be(2003, "others are unaffected");
        nat.OutDrop(Host(4, 1), Server).Should().Be(DropReason.PortsExhausted, "the port that is left over is no block");
    }

    [Fact]
    public void A_full_block_displaces_only_a_mapping_of_its_own_host()
    {
        var nat = new NatLab(TwoBlocks with { Exhaustion = ExhaustionPolicy.EvictOldest });
        nat.Out(Host(3, 1), Server);
        nat.Pass(1);
        nat.Out(Host(2, 1), Server);
        nat.Pass(1);
        nat.Out(Host(2, 2), Server);
        nat.Pass(1);
        nat.Out(Host(2, 1), Server);

        nat.Out(Host(2, 3), Server).Port.Should().Be(2003, "the second port was used least recently");
        nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(Host(3, 1), Host(2, 1), Host(2, 3));
    }

    [Fact]
    public void A_reboot_deals_the_blocks_anew()
    {
        var nat = new NatLab(TwoBlocks);
        nat.Out(Host(2, 1), Server);
        nat.Out(Host(3, 1), Server);
        nat.Table.Reboot(nat.Now).Should().Be(2);

        nat.Out(Host(3, 1), Server).Port.Should().Be(2000);
    }
}

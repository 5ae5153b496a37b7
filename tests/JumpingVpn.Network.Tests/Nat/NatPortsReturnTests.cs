using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>No port is lost: whatever ended its mapping, it is given again, and none is counted that nobody has.</summary>
public class NatPortsReturnTests
{
    private static readonly NatOptions FewPorts = new()
    {
        FirstPort = 2000,
        LastPort = 2003,
        PortAssignment = PortAssignment.Sequential,
    };

    [Fact]
    public void Random_ports_lie_in_the_range_and_reach_all_of_it()
    {
        var nat = new NatLab(
            new NatOptions
            {
                PortAssignment = PortAssignment.Random,
                FirstPort = 40_000,
                LastPort = 40_009,
            }
        );

        var ports = Enumerable.Range(2, 10).Select(host => (int)nat.Out(Host(host), Server).Port).ToList();
        ports.Should().BeEquivalentTo(Enumerable.Range(40_000, 10));
        nat.OutDrop(Host(12), Server).Should().Be(DropReason.PortsExhausted);
    }

    [Fact]
    public void Random_ports_begin_anywhere_in_the_range_its_ends_included()
    {
        var options = new NatOptions
        {
            PortAssignment = PortAssignment.Random,
            FirstPort = 40_000,
            LastPort = 40_003,
        };
        var nat = new NatLab(options);
        var seen = new SortedSet<int>();
        for (int i = 0; i < 200; i++)
        {
            // Each mapping finds an empty table, so its port is the one that was drawn.
            seen.Add(nat.Out(Phone, Server).Port);
            nat.Table.Flush(NatScope.All, nat.Now);
        }

        seen.Should().Equal(40_000, 40_001, 40_002, 40_003);
    }

    [Theory]
    [InlineData(PortAssignment.PreserveIfFree)]
    [InlineData(PortAssignment.Random)]
    [InlineData(PortAssignment.Sequential)]
    public void The_port_of_an_expired_mapping_is_given_again_while_others_are_free(PortAssignment assignment)
    {
        var nat = new NatLab(
            new NatOptions
            {
                PortAssignment = assignment,
                FirstPort = 5000,
                LastPort = 5001,
            }
        );
        for (int host = 2; host < 42; host++)
        {
            nat.Out(Host(host), Server).Port.Should().BeInRange(5000, 5001, "host {0} finds both ports free", host);
            nat.Pass(120);
        }
    }

    [Fact]
    public void A_newcomer_preserves_the_port_of_a_mapping_that_has_expired()
    {
        var nat = new NatLab(new NatOptions());
        nat.Out(Phone, Server).Port.Should().Be(5000);
        nat.Pass(120);

        nat.Out(Laptop, Server).Port.Should().Be(5000);
        nat.In(External(1, 5000), Server).Should().Be(Laptop);
        nat.Out(Phone, Server).Port.Should().NotBe(5000, "the first has to make do with another");
    }

    [Fact]
    public void Rebindings_lose_no_port()
    {
        var nat = new NatLab(FewPorts);
        nat.Out(Phone, Server);
        for (int i = 0; i < 20; i++)
        {
            nat.Table.Rebind(NatRebindingKind.Port, NatScope.All, nat.Now).Should().ContainSingle();
        }

        ExpectFree(nat, 3);
    }

    [Fact]
    public void Rebindings_with_a_hold_down_lose_no_port_once_it_is_over()
    {
        var nat = new NatLab(FewPorts with { PortHoldDown = TimeSpan.FromSeconds(10) });
        nat.Out(Phone, Server);
        for (int i = 0; i < 12; i++)
        {
            nat.Table.Rebind(NatRebindingKind.Port, NatScope.All, nat.Now).Should().ContainSingle();
            nat.Pass(5);
        }

        // What was left five seconds ago is held, what was left ten seconds ago is free, and one is in use.
        nat.Out(Host(10), Server);
        nat.Out(Host(11), Server);
        nat.OutDrop(Host(12), Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(5);
        nat.Out(Host(12), Server);
        nat.OutDrop(Host(13), Server).Should().Be(DropReason.PortsExhausted);
    }

    [Fact]
    public void Rebindings_to_other_addresses_lose_no_port_on_any()
    {
        var nat = new NatLab(FewPorts with { Pooling = AddressPooling.Arbitrary, SpillsToOtherAddresses = false }, addresses: 2);
        nat.Out(Phone, Server);
        for (int i = 0; i < 21; i++)
        {
            nat.Table.Rebind(NatRebindingKind.PortAndAddress, NatScope.All, nat.Now).Should().ContainSingle();
        }

        ExpectFree(nat, 7);
    }

    [Fact]
    public void Flushes_and_reboots_lose_no_port()
    {
        var nat = new NatLab(FewPorts);
        for (int i = 0; i < 6; i++)
        {
            nat.Out(Phone, Server);
            nat.Out(Laptop, Server);
            nat.Table.Flush(NatScope.All, nat.Now).Should().Be(2);
            nat.Out(Phone, Server);
            nat.Out(Laptop, Server);
            nat.Table.Reboot(nat.Now).Should().Be(2);
        }

        ExpectFree(nat, 4);
    }

    [Fact]
    public void Expiries_lose_no_port_whichever_ends_first()
    {
        var nat = new NatLab(FewPorts);
        for (int i = 0; i < 8; i++)
        {
            ExpectFree(nat, 4);
            nat.Pass(120);
        }
    }

    [Fact]
    public void Only_what_has_expired_makes_room_and_each_at_its_own_time()
    {
        var nat = new NatLab(FewPorts);
        for (int host = 2; host < 6; host++)
        {
            nat.Out(Host(host), Server);
            nat.Pass(10);
        }

        // They end at 120, 130, 140 and 150 s; now is 40 s.
        nat.OutDrop(Host(10), Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(80);
        nat.Out(Host(10), Server).Port.Should().Be(2000);
        nat.OutDrop(Host(11), Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        nat.OutDrop(Host(11), Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(TimeSpan.FromTicks(1));
        nat.Out(Host(11), Server).Port.Should().Be(2001);
        nat.OutDrop(Host(12), Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(20);
        nat.Out(Host(12), Server).Port.Should().Be(2002);
        nat.Out(Host(13), Server).Port.Should().Be(2003);
    }

    /// <summary>Other hosts get as many mappings as ports should be free, and not one more.</summary>
    private static void ExpectFree(NatLab nat, int ports)
    {
        for (int i = 0; i < ports; i++)
        {
            nat.OutDrop(Host(100 + i), Server).Should().Be(DropReason.None, "{0} of {1} free ports were given", i, ports);
        }

        // With arbitrary pooling the newcomers alternate between the addresses, and try them all.
        nat.OutDrop(Host(200), Server).Should().Be(DropReason.PortsExhausted);
    }
}

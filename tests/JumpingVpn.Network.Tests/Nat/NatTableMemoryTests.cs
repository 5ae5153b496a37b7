using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>What has ended leaves nothing behind, neither memory nor a right.</summary>
public class NatTableMemoryTests
{
    [Fact]
    public void A_table_that_forgets_as_much_as_it_learns_takes_no_memory()
    {
        var nat = new NatLab(new NatOptions { MappingLifetime = TimeSpan.FromSeconds(1) });
        Churn(nat, 100);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Churn(nat, 5_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void A_reboot_admits_nobody_whom_a_mapping_had_admitted()
    {
        var nat = new NatLab(new NatOptions());
        nat.Out(Phone, Server);
        nat.Out(Phone, Other);
        nat.Table.Reboot(nat.Now);
        TransportAddress external = nat.Out(Phone, Other);

        nat.In(external, Server).Should().BeNull();
        nat.In(external, Other).Should().Be(Phone);
        nat.Table.Mappings(nat.Now).Single().Contacts.Should().Equal(Other);
    }

    [Fact]
    public void A_port_that_is_held_down_counts_for_no_host()
    {
        var nat = new NatLab(new NatOptions { MaxMappingsPerHost = 1, PortHoldDown = TimeSpan.FromSeconds(10) });
        nat.Out(Phone, Server);
        nat.Table.Flush(NatScope.All, nat.Now).Should().Be(1);
        nat.Pass(1);
        nat.Table.Flush(NatScope.All, nat.Now).Should().Be(0);
        nat.Out(Phone, Server).Port.Should().NotBe(5000, "that port is held");

        nat.OutDrop(Phone.WithPort(5001), Server).Should().Be(DropReason.PortsExhausted, "one is its share");
    }

    [Fact]
    public void A_hold_down_counts_from_the_end_of_the_lifetime_not_from_when_somebody_looks()
    {
        var nat = new NatLab(OnePort with { PortHoldDown = TimeSpan.FromSeconds(10) });
        nat.Out(Phone, Server);
        nat.Pass(125);
        nat.OutDrop(Laptop, Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(5);

        nat.Out(Laptop, Server).Port.Should().Be(2000, "it ended at 120 s and was held for 10 s");
    }

    [Fact]
    public void A_port_that_a_rebinding_left_is_free_after_its_hold_down_also_in_a_full_table()
    {
        var nat = new NatLab(OnePort with { LastPort = 2002, PortHoldDown = TimeSpan.FromSeconds(10), MaxMappingsPerHost = 1 });
        nat.Out(Phone, Server);
        nat.Out(Laptop, Server);
        nat.OutDrop(Phone.WithPort(1), Server).Should().Be(DropReason.PortsExhausted, "this looked at what ends when");
        nat.Pass(1);
        nat.Table.Rebind(NatRebindingKind.Port, NatScope.Host(Phone), nat.Now).Should().ContainSingle();
        nat.Pass(9);
        nat.OutDrop(Host(9), Server).Should().Be(DropReason.PortsExhausted);
        nat.Pass(1);

        nat.Out(Host(9), Server).Port.Should().Be(2000);
    }

    private static NatOptions OnePort =>
        new()
        {
            FirstPort = 2000,
            LastPort = 2000,
            PortAssignment = PortAssignment.Sequential,
        };

    private static void Churn(NatLab nat, int rounds)
    {
        for (int i = 0; i < rounds; i++)
        {
            nat.Table.TranslateOutbound(Phone, Server, nat.Now);
            nat.Table.TranslateOutbound(Phone, Other, nat.Now);
            nat.Table.TranslateOutbound(Laptop, Server, nat.Now);
            nat.Pass(1);
        }
    }
}

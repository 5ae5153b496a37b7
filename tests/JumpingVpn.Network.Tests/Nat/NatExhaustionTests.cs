using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatExhaustionTests
{
    private static readonly NatOptions TwoPorts = new()
    {
        FirstPort = 2000,
        LastPort = 2001,
        PortAssignment = PortAssignment.Sequential,
    };

    [Fact]
    public void The_least_recently_used_mapping_gives_way_and_nobody_else()
    {
        var nat = new NatLab(TwoPorts with { Exhaustion = ExhaustionPolicy.EvictOldest });
        nat.Out(Host(2), Server);
        nat.Pass(1);
        nat.Out(Host(3), Server);
        nat.Pass(1);
        nat.Out(Host(2), Server);

        nat.Out(Host(4), Server).Port.Should().Be(2001);
        nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(Host(2), Host(4));
    }

    [Fact]
    public void A_random_mapping_gives_way_the_same_one_for_the_same_seed()
    {
        var survivors = new List<string>();
        for (int run = 0; run < 2; run++)
        {
            var nat = new NatLab(TwoPorts with { LastPort = 2009, Exhaustion = ExhaustionPolicy.EvictRandom });
            for (int host = 2; host < 32; host++)
            {
                nat.Out(Host(host), Server);
            }

            survivors.Add(string.Join(' ', nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside)));
            nat.Table.Mappings(nat.Now).Should().HaveCount(10);
        }

        survivors[0].Should().Be(survivors[1]);
        survivors[0]
            .Should()
            .NotBe(string.Join(' ', Enumerable.Range(22, 10).Select(host => Host(host))), "it is not the oldest that goes");
    }

    [Fact]
    public void A_host_at_its_limit_gets_no_further_mapping_and_the_others_do()
    {
        var nat = new NatLab(new NatOptions { MaxMappingsPerHost = 2 });
        nat.Out(Host(2, 5000), Server);
        nat.Out(Host(2, 5001), Server);

        nat.OutDrop(Host(2, 5002), Server).Should().Be(DropReason.PortsExhausted);
        nat.OutDrop(Host(2, 5001), Server).Should().Be(DropReason.None, "what exists goes on");
        nat.OutDrop(Host(3, 5002), Server).Should().Be(DropReason.None);
        nat.Pass(120);
        nat.OutDrop(Host(2, 5002), Server).Should().Be(DropReason.None, "expired mappings do not count");
    }

    [Fact]
    public void A_host_gets_so_many_new_mappings_within_any_second_and_the_others_notice_nothing()
    {
        var nat = new NatLab(new NatOptions { MaxNewMappingsPerSecond = 2 });
        nat.Out(Host(2, 5000), Server);
        nat.Pass(0.4);
        nat.Out(Host(2, 5001), Server);
        nat.Pass(0.4);

        nat.OutDrop(Host(2, 5002), Server).Should().Be(DropReason.MappingRateLimited);
        nat.OutDrop(Host(2, 5001), Server).Should().Be(DropReason.None, "what exists goes on");
        nat.OutDrop(Host(3, 5002), Server).Should().Be(DropReason.None, "each host has its own limit");
        nat.Pass(TimeSpan.FromSeconds(0.2) - TimeSpan.FromTicks(1));
        nat.OutDrop(Host(2, 5002), Server).Should().Be(DropReason.MappingRateLimited, "the second is not over");
        nat.Pass(TimeSpan.FromTicks(1));
        nat.OutDrop(Host(2, 5002), Server).Should().Be(DropReason.None, "a refused one does not count");
        nat.OutDrop(Host(2, 5003), Server).Should().Be(DropReason.MappingRateLimited);
        nat.Table.Reboot(nat.Now);
        nat.OutDrop(Host(2, 5003), Server).Should().Be(DropReason.None, "a reboot forgets");
    }

    [Fact]
    public void A_host_beyond_its_limit_displaces_only_itself()
    {
        var nat = new NatLab(new NatOptions { MaxMappingsPerHost = 1, Exhaustion = ExhaustionPolicy.EvictOldest });
        nat.Out(Host(3), Server);
        nat.Out(Host(2, 5000), Server);
        nat.Out(Host(2, 5001), Server);

        nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(Host(3), Host(2, 5001));
    }
}

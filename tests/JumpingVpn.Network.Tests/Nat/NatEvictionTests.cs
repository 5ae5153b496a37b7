using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>Who gives way when ports or the share of a host are used up.</summary>
public class NatEvictionTests
{
    private static readonly NatOptions TenPorts = new()
    {
        FirstPort = 2000,
        LastPort = 2009,
        PortAssignment = PortAssignment.Sequential,
        Exhaustion = ExhaustionPolicy.EvictOldest,
    };

    [Fact]
    public void Mappings_give_way_in_the_order_of_their_last_use()
    {
        var nat = new NatLab(TenPorts);
        for (int host = 2; host < 12; host++)
        {
            nat.Out(Host(host), Server);
        }

        int[] lastUse = [7, 3, 11, 2, 9, 4, 10, 6, 8, 5];
        foreach (int host in lastUse)
        {
            nat.Pass(1);
            nat.Out(Host(host), Server);
        }

        nat.Pass(1);
        List<int> present = lastUse.ToList();
        for (int newcomer = 20; newcomer < 30; newcomer++)
        {
            nat.Out(Host(newcomer), Server);
            present.RemoveAt(0);
            present.Add(newcomer);
            nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().BeEquivalentTo(present.Select(host => Host(host)));
            nat.Pass(1);
        }
    }

    [Fact]
    public void Of_mappings_last_used_at_one_instant_the_one_made_first_gives_way()
    {
        var nat = new NatLab(TenPorts with { LastPort = 2003 });
        foreach (int host in new[] { 2, 3, 4, 5 })
        {
            nat.Out(Host(host), Server);
        }

        // The place of the second is free and taken by the youngest, which so comes early in any order of places.
        nat.Table.Flush(NatScope.Host(Host(3)), nat.Now).Should().Be(1);
        nat.Out(Host(6), Server);
        int[] present = [2, 4, 5, 6];
        for (int newcomer = 7; newcomer < 15; newcomer++)
        {
            nat.Out(Host(newcomer), Server);
            present = [.. present[1..], newcomer];
            nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(present.Select(host => Host(host)));
        }
    }

    [Fact]
    public void Inbound_datagrams_are_a_use_only_where_they_refresh()
    {
        foreach (bool refreshes in new[] { false, true })
        {
            var nat = new NatLab(TenPorts with { LastPort = 2001, InboundRefresh = refreshes });
            TransportAddress first = nat.Out(Host(2), Server);
            nat.Pass(1);
            nat.Out(Host(3), Server);
            nat.Pass(1);
            nat.In(first, Server).Should().Be(Host(2));
            nat.Out(Host(4), Server);

            nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(Host(refreshes ? 2 : 3), Host(4));
        }
    }

    [Fact]
    public void A_random_mapping_that_gives_way_may_be_any()
    {
        var evicted = new SortedSet<int>();
        var nat = new NatLab(TenPorts with { LastPort = 2003, Exhaustion = ExhaustionPolicy.EvictRandom });
        for (int round = 0; round < 60; round++)
        {
            for (int host = 2; host < 6; host++)
            {
                nat.Out(Host(host), Server);
            }

            nat.Out(Host(9), Server);
            var present = nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).ToList();
            present.Should().HaveCount(4).And.Contain(Host(9));
            evicted.Add(Enumerable.Range(2, 4).Single(host => !present.Contains(Host(host))));
            nat.Table.Flush(NatScope.All, nat.Now);
        }

        evicted.Should().Equal(2, 3, 4, 5);
    }

    [Theory]
    [InlineData(ExhaustionPolicy.EvictOldest)]
    [InlineData(ExhaustionPolicy.EvictRandom)]
    public void Only_a_mapping_of_the_address_that_is_full_gives_way(ExhaustionPolicy policy)
    {
        // Paired pooling: hosts 2 and 4 share the first address, 3 and 5 the second.
        var nat = new NatLab(TenPorts with { LastPort = 2000, Exhaustion = policy }, addresses: 2);
        nat.Out(Host(2), Server);
        nat.Pass(1);
        nat.Out(Host(3), Server);
        nat.Pass(1);
        nat.Out(Host(4), Server);
        nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(Host(3), Host(4));
        nat.Out(Host(5), Server);

        nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(Host(4), Host(5));
    }

    [Theory]
    [InlineData(ExhaustionPolicy.EvictOldest)]
    [InlineData(ExhaustionPolicy.EvictRandom)]
    public void A_host_beyond_its_limit_takes_the_place_of_one_of_its_own(ExhaustionPolicy policy)
    {
        var nat = new NatLab(new NatOptions { MaxMappingsPerHost = 2, Exhaustion = policy });
        nat.Out(Host(3, 1), Server);
        nat.Out(Host(3, 2), Server);
        for (ushort port = 5000; port < 5020; port++)
        {
            nat.Out(Host(2, port), Server);
        }

        nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Take(2).Should().Equal(Host(3, 1), Host(3, 2));
        nat.Table.Mappings(nat.Now).Skip(2).Select(mapping => mapping.Inside.WithPort(0)).Should().Equal(Host(2, 0), Host(2, 0));
    }

    [Fact]
    public void A_host_whose_block_is_full_displaces_only_mappings_of_its_block()
    {
        var nat = new NatLab(
            new NatOptions
            {
                FirstPort = 2000,
                LastPort = 2003,
                PortAssignment = PortAssignment.HostBlock,
                PortBlockSize = 2,
                Exhaustion = ExhaustionPolicy.EvictOldest,
            }
        );
        nat.Out(Host(2, 1), Server);
        nat.Out(Host(3, 1), Server);
        nat.Out(Host(3, 2), Server);
        nat.Out(Host(3, 3), Server).Port.Should().Be(2002);

        nat.Table.Mappings(nat.Now).Select(mapping => mapping.Inside).Should().Equal(Host(2, 1), Host(3, 2), Host(3, 3));
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>Endpoints that happen to have one hash are still two.</summary>
public class NatCollisionTests
{
    [Fact]
    public void Two_hosts_with_one_hash_have_a_mapping_each()
    {
        (TransportAddress one, TransportAddress other) = Colliding(inside => AddressHash.Of(inside, AddressHash.Of(default)));
        var nat = new NatLab(new NatOptions { PortAssignment = PortAssignment.Sequential });
        TransportAddress first = nat.Out(one, Server);
        TransportAddress second = nat.Out(other, Server);

        second.Should().NotBe(first);
        nat.In(first, Server).Should().Be(one);
        nat.In(second, Server).Should().Be(other);
        nat.Out(one, Server).Should().Be(first);
    }

    [Fact]
    public void One_host_has_a_mapping_for_each_of_two_remotes_with_one_hash()
    {
        (TransportAddress one, TransportAddress other) = Colliding(remote => AddressHash.Of(Phone, AddressHash.Of(remote)));
        var nat = new NatLab(
            new NatOptions { Mapping = EndpointDependence.AddressAndPortDependent, PortAssignment = PortAssignment.Sequential }
        );

        nat.Out(Phone, other).Should().NotBe(nat.Out(Phone, one));
    }

    [Fact]
    public void An_external_endpoint_with_the_hash_of_a_mapping_has_none()
    {
        (TransportAddress one, TransportAddress other) = Colliding(external => AddressHash.Of(external));
        var nat = new NatTable(new NatOptions { FirstPort = 1 }, [one], new RandomStream(1));
        TransportAddress inside = Phone.WithPort(one.Port);
        nat.TranslateOutbound(inside, Server, default).Address.Should().Be(one);

        nat.TranslateInbound(other, Server, default).Drop.Should().Be(DropReason.NoMapping);
        nat.TranslateInbound(one, Server, default).Address.Should().Be(inside);
    }

    [Fact]
    public void A_remote_with_the_hash_of_one_that_is_admitted_is_not()
    {
        (TransportAddress one, TransportAddress other) = Colliding(remote => AddressHash.Of(remote, 0));
        var nat = new NatLab(new NatOptions());
        TransportAddress external = nat.Out(Phone, one);
        nat.Out(Phone, Server);

        nat.InDrop(external, other).Should().Be(DropReason.NatFiltered);
        nat.In(external, one).Should().Be(Phone);
    }

    /// <summary>Two addresses with one hash: among half a million there are some.</summary>
    private static (TransportAddress One, TransportAddress Other) Colliding(Func<TransportAddress, int> hash)
    {
        var seen = new Dictionary<int, TransportAddress>();
        for (uint i = 1; i < 500_000; i++)
        {
            var address = TransportAddress.FromIPv4(0x0A00_0000 + (i * 2_654_435_761U % 16_777_216), (ushort)((i % 60_000) + 1_024));
            if (!seen.TryAdd(hash(address), address) && seen[hash(address)] != address)
            {
                return (seen[hash(address)], address);
            }
        }

        throw new InvalidOperationException("No two addresses have one hash.");
    }
}

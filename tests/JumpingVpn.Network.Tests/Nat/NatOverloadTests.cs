using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using static JumpingVpn.Network.Tests.Nat.NatLab;

namespace JumpingVpn.Network.Tests.Nat;

public class NatOverloadTests
{
    [Fact]
    public void Two_hosts_with_one_port_share_the_endpoint_and_the_older_one_hears_nothing()
    {
        var nat = new NatLab(NatPresets.BrokenOverload);
        nat.Out(Phone, Server).Should().Be(External(1, 5000));
        nat.Out(Laptop, Server).Should().Be(External(1, 5000));

        nat.In(External(1, 5000), Server).Should().Be(Laptop);
        nat.Out(Phone, Server);
        nat.In(External(1, 5000), Server).Should().Be(Laptop, "sending again does not bring the older mapping back");
    }

    [Fact]
    public void The_victim_hears_again_when_the_newer_mapping_is_gone()
    {
        var nat = new NatLab(NatPresets.BrokenOverload);
        nat.Out(Phone, Server);
        nat.Out(Laptop, Server);
        nat.Pass(60);
        nat.Out(Phone, Server);
        nat.Pass(60);

        nat.In(External(1, 5000), Server).Should().Be(Phone);
    }

    [Fact]
    public void Of_those_who_share_a_port_the_newest_hears_also_in_the_place_of_an_older_one()
    {
        var nat = new NatLab(NatPresets.BrokenOverload);
        nat.Out(Phone, Server);
        nat.Pass(60);
        nat.Out(Laptop, Server);
        nat.Pass(61);
        nat.Out(Host(4), Server);

        nat.In(External(1, 5000), Server).Should().Be(Host(4));
    }

    [Fact]
    public void A_stranger_reaches_the_newest_who_is_left()
    {
        var nat = new NatLab(
            NatPresets.BrokenOverload with
            {
                Mapping = EndpointDependence.AddressDependent,
                Filtering = EndpointDependence.EndpointIndependent,
            }
        );
        nat.Out(Phone, Server);
        nat.Out(Host(4), Server);
        nat.Out(Laptop, Server);
        nat.Pass(60);
        nat.Out(Phone, Server);
        nat.Out(Host(4), Server);
        nat.Pass(60);

        nat.In(External(1, 5000), Other).Should().Be(Host(4), "the newest of all has expired");
    }

    [Fact]
    public void Where_all_who_shared_a_port_have_expired_that_is_the_reason()
    {
        var nat = new NatLab(NatPresets.BrokenOverload);
        nat.Out(Phone, Server);
        nat.Out(Laptop, Server);
        nat.Pass(120);

        nat.InDrop(External(1, 5000), Server).Should().Be(DropReason.MappingExpired);
        nat.InDrop(External(1, 5001), Server).Should().Be(DropReason.NoMapping);
    }

    [Fact]
    public void Mappings_that_are_bound_to_different_remotes_share_a_port_without_harm()
    {
        var nat = new NatLab(NatPresets.BrokenOverload with { Mapping = EndpointDependence.AddressAndPortDependent });
        nat.Out(Phone, Server);
        nat.Out(Laptop, Other);

        nat.In(External(1, 5000), Server).Should().Be(Phone);
        nat.In(External(1, 5000), Other).Should().Be(Laptop);
    }
}

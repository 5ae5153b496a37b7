using JumpingVpn.Network.Nat;

namespace JumpingVpn.Network.Tests.Nat;

public class NatPresetsTests
{
    [Theory]
    [InlineData("full cone", EndpointDependence.EndpointIndependent, EndpointDependence.EndpointIndependent)]
    [InlineData("Restricted Cone", EndpointDependence.EndpointIndependent, EndpointDependence.AddressDependent)]
    [InlineData("port restricted cone", EndpointDependence.EndpointIndependent, EndpointDependence.AddressAndPortDependent)]
    [InlineData("PORT-RESTRICTED_CONE", EndpointDependence.EndpointIndependent, EndpointDependence.AddressAndPortDependent)]
    [InlineData("symmetric", EndpointDependence.AddressAndPortDependent, EndpointDependence.AddressAndPortDependent)]
    public void A_preset_is_found_by_its_folk_name(string name, EndpointDependence mapping, EndpointDependence filtering)
    {
        NatOptions options = NatPresets.Find(name);

        options.Mapping.Should().Be(mapping);
        options.Filtering.Should().Be(filtering);
    }

    [Fact]
    public void An_unknown_name_gets_the_list()
    {
        Action act = () => NatPresets.Find("symetric");

        act.Should()
            .Throw<ArgumentException>()
            .WithMessage(
                "There is no NAT preset \"symetric\"; there are full cone, restricted "
                    + "cone, port-restricted cone, "
                    + "symmetric, home router, Linux masquerade, corporate firewall, cloud NAT, CGNAT, pf, hotel, "
                    + "3-s-timeout, broken-overload, "
                    + "stateful firewall."
            );
        NatPresets.TryFind("symetric", out _).Should().BeFalse();
    }

    [Fact]
    public void A_preset_is_what_its_name_says()
    {
        NatPresets.Find("home router").Should().BeSameAs(NatPresets.HomeRouter);
        NatPresets.Find("Linux masquerade").Should().BeSameAs(NatPresets.LinuxMasquerade);
        NatPresets.Find("corporate firewall").Should().BeSameAs(NatPresets.CorporateFirewall);
        NatPresets.Find("cloud NAT").Should().BeSameAs(NatPresets.CloudNat);
        NatPresets.Find("CGNAT").Should().BeSameAs(NatPresets.Cgnat);
        NatPresets.Find("pf").Should().BeSameAs(NatPresets.PacketFilter);
        NatPresets.Find("hotel").Should().BeSameAs(NatPresets.Hotel);
        NatPresets.Find("3-s-timeout").MappingLifetime.Should().Be(TimeSpan.FromSeconds(3));
        NatPresets.Find("broken-overload").PortAssignment.Should().Be(PortAssignment.AlwaysPreserve);
        NatPresets.Find("stateful firewall").Translates.Should().BeFalse();
    }

    [Fact]
    public void What_comes_in_keeps_a_mapping_of_these_alive_and_of_no_others()
    {
        string[] refreshed = NatPresets.Names.Where(name => NatPresets.Find(name).InboundRefresh).ToArray();

        refreshed.Should().Equal("home router", "Linux masquerade", "corporate firewall", "cloud NAT", "pf", "stateful firewall");
        NatPresets.Names.Should().OnlyContain(name => NatPresets.Find(name).OutboundRefresh);
    }

    [Fact]
    public void Every_name_in_the_list_is_found_and_valid()
    {
        foreach (string name in NatPresets.Names)
        {
            NatPresets.Find(name).Invoking(options => options.Validate()).Should().NotThrow();
        }
    }
}

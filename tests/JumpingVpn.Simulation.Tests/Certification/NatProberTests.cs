using JumpingVpn.Network.Nat;
using JumpingVpn.Simulation.Certification;

namespace JumpingVpn.Simulation.Tests.Certification;

/// <summary>The simulator's NAT certifies itself: what is configured is what a prober finds from outside.</summary>
public class NatProberTests
{
    public static TheoryData<EndpointDependence, EndpointDependence, PortAssignment> MappingFilteringPorts()
    {
        var cases = new TheoryData<EndpointDependence, EndpointDependence, PortAssignment>();
        foreach (EndpointDependence mapping in Enum.GetValues<EndpointDependence>())
        {
            foreach (EndpointDependence filtering in Enum.GetValues<EndpointDependence>())
            {
                foreach (PortAssignment ports in Enum.GetValues<PortAssignment>())
                {
                    cases.Add(mapping, filtering, ports);
                }
            }
        }

        return cases;
    }

    [Theory]
    [Trait("Requirement", "rfc4787-REQ-1")]
    [Trait("Requirement", "rfc4787-REQ-3")]
    [Trait("Requirement", "rfc4787-REQ-5")]
    [Trait("Requirement", "rfc4787-REQ-6")]
    [Trait("Requirement", "rfc4787-REQ-8")]
    [Trait("Requirement", "rfc4787-REQ-9")]
    [MemberData(nameof(MappingFilteringPorts))]
    public void The_prober_recovers_every_hairpin_and_refresh(
        EndpointDependence mapping,
        EndpointDependence filtering,
        PortAssignment ports
    )
    {
        foreach (HairpinBehavior hairpin in Enum.GetValues<HairpinBehavior>())
        {
            for (int refresh = 0; refresh < 4; refresh++)
            {
                var options = new NatOptions
                {
                    Mapping = mapping,
                    Filtering = filtering,
                    PortAssignment = ports,
                    PortBlockSize = ports == PortAssignment.HostBlock ? 512 : null,
                    Hairpin = hairpin,
                    OutboundRefresh = (refresh & 1) != 0,
                    InboundRefresh = (refresh & 2) != 0,
                    MappingLifetime = TimeSpan.FromSeconds(30),
                    StreamLifetime = refresh == 0 ? null : TimeSpan.FromSeconds(300),
                };

                Probe(options, addresses: 1).Should().Be(Expected(options) with { Pooling = null }, "of {0}", options);
            }
        }
    }

    [Theory]
    [Trait("Requirement", "rfc4787-REQ-2")]
    [InlineData(AddressPooling.Paired)]
    [InlineData(AddressPooling.Arbitrary)]
    [InlineData(AddressPooling.Single)]
    public void The_prober_recovers_the_pooling(AddressPooling pooling)
    {
        var options = new NatOptions { Pooling = pooling };

        Probe(options, addresses: 3).Should().Be(Expected(options) with { Pooling = pooling == AddressPooling.Single ? null : pooling });
    }

    [Fact]
    public void Every_preset_that_translates_is_what_it_says()
    {
        foreach (string name in NatPresets.Names)
        {
            NatOptions options = NatPresets.Find(name);
            if (options.Translates)
            {
                Probe(options, addresses: 1).Should().Be(Expected(options) with { Pooling = null }, "of {0}", name);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1_234_567)]
    [InlineData(36_000_000_000)]
    public void A_lifetime_is_found_to_the_tick(long ticks) =>
        Probe(new NatOptions { MappingLifetime = TimeSpan.FromTicks(ticks) }, addresses: 1)
            .MappingLifetime.Should()
            .Be(TimeSpan.FromTicks(ticks));

    [Fact]
    public void A_lifetime_beyond_the_longest_is_not_told()
    {
        NatObservation found = Probe(new NatOptions { MappingLifetime = NatProber.LongestLifetime + TimeSpan.FromTicks(1) }, addresses: 1);

        found.MappingLifetime.Should().BeNull();
        found.StreamLifetime.Should().BeNull();
    }

    private static NatObservation Probe(NatOptions options, int addresses)
    {
        var network = new SimulatedNetwork(seed: 7);
        return NatProber.Probe(network, network.AddNat("nat", options, addresses: addresses));
    }

    private static NatObservation Expected(NatOptions options)
    {
        bool overloads = options.PortAssignment == PortAssignment.AlwaysPreserve;
        bool hairpinShows =
            overloads
            || options.Mapping == EndpointDependence.EndpointIndependent
            || options.Filtering == EndpointDependence.EndpointIndependent;
        return new NatObservation
        {
            Mapping = overloads ? EndpointDependence.EndpointIndependent : options.Mapping,
            Filtering = options.Filtering,
            PortAssignment = options.PortAssignment,
            Pooling = options.Pooling,
            Hairpin = hairpinShows ? options.Hairpin : HairpinBehavior.Off,
            MappingLifetime = options.MappingLifetime,
            StreamLifetime = options.StreamLifetime ?? options.MappingLifetime,
            OutboundRefresh = options.OutboundRefresh,
            InboundRefresh = options.InboundRefresh,
        };
    }
}

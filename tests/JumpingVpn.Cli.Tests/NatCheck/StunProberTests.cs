using JumpingVpn.Cli.NatCheck;
using JumpingVpn.Cli.Tests.Reality;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Cli.Tests.NatCheck;

/// <summary>What a check over sockets tells is what the NAT was configured to be.</summary>
public sealed class StunProberTests
{
    private static readonly TimeSpan TooLate = TimeSpan.FromMilliseconds(150);

    [Fact]
    public async Task A_check_recovers_every_combination_of_mapping_and_filtering() =>
        await Task.WhenAll(
            from mapping in Enum.GetValues<EndpointDependence>()
            from filtering in Enum.GetValues<EndpointDependence>()
            select RecoverAsync(mapping, filtering)
        );

    [Theory]
    [InlineData(PortAssignment.PreserveIfFree)]
    [InlineData(PortAssignment.AlwaysPreserve)]
    [InlineData(PortAssignment.Sequential)]
    [InlineData(PortAssignment.HostBlock)]
    [InlineData(PortAssignment.Random)]
    public async Task A_check_recovers_how_ports_are_picked(PortAssignment ports)
    {
        await using CheckedNat nat = await CheckedNat.StartAsync(
            new NatOptions { PortAssignment = ports, PortBlockSize = ports == PortAssignment.HostBlock ? 512 : null }
        );

        NatFindings found = await CheckedNat.CheckAsync(nat.Options);

        found.Ports.Possible.Should().Contain(ports);
        found.Ports.IsTold.Should().Be(ports == PortAssignment.Random, "a second host would tell the others apart");
    }

    [Theory]
    [InlineData(AddressPooling.Arbitrary, true)]
    [InlineData(AddressPooling.Paired, false)]
    public async Task A_check_sees_that_flows_have_several_addresses(AddressPooling pooling, bool isTold)
    {
        await using CheckedNat nat = await CheckedNat.StartAsync(new NatOptions { Pooling = pooling }, externals: 3);

        NatFindings found = await CheckedNat.CheckAsync(nat.Options);

        found.Pooling.Possible.Should().Contain(pooling);
        found.Pooling.IsTold.Should().Be(isTold);
    }

    [Fact]
    public async Task A_server_with_one_address_leaves_open_what_takes_two()
    {
        await using CheckedNat nat = await CheckedNat.StartAsync(NatPresets.FullCone, hasOtherAddress: false);

        NatFindings found = await CheckedNat.CheckAsync(nat.Options);

        found.Mapping.Possible.Should().Equal(EndpointDependence.EndpointIndependent, EndpointDependence.AddressDependent);
        found.Mapping.Why.Should().Contain("--other-address");
        found.Filtering.Possible.Should().Equal(EndpointDependence.EndpointIndependent, EndpointDependence.AddressDependent);
        found.Filtering.Why.Should().Contain("one address");
    }

    [SkippableTheory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task A_check_recovers_both_lifetimes_and_what_refreshes(bool outbound, bool inbound)
    {
        await using CheckedNat nat = await CheckedNat.StartAsync(
            new NatOptions
            {
                MappingLifetime = TimeSpan.FromSeconds(1.2),
                StreamLifetime = TimeSpan.FromSeconds(2),
                OutboundRefresh = outbound,
                InboundRefresh = inbound,
            }
        );

        await using var meter = new LatenessMeter();
        NatFindings found = await CheckedNat.CheckAsync(
            nat.Options with
            {
                LifetimeMax = TimeSpan.FromSeconds(4),
                LifetimeResolution = TimeSpan.FromSeconds(0.4),
            }
        );

        Skip.If(meter.Worst > TooLate, $"this machine is too busy to keep time: it woke a waiter {meter.Worst} late");
        Bracket(found.UnansweredLifetime.Value, TimeSpan.FromSeconds(1.2));
        Bracket(found.AnsweredLifetime.Value, TimeSpan.FromSeconds(outbound ? 2 : 1.9)); // not refreshed, it counts from the first
        found.OutboundRefresh.Value.Should().Be(outbound);
        found.InboundRefresh.Value.Should().Be(inbound);
    }

    private static async Task RecoverAsync(EndpointDependence mapping, EndpointDependence filtering)
    {
        await using CheckedNat nat = await CheckedNat.StartAsync(
            new NatOptions
            {
                Mapping = mapping,
                Filtering = filtering,
                PortAssignment = PortAssignment.Random,
            }
        );

        NatFindings found = await CheckedNat.CheckAsync(nat.Options);

        found.Mapping.Should().BeEquivalentTo(Found.One(mapping), $"of {mapping} with {filtering}");
        found.Filtering.Should().BeEquivalentTo(Found.One(filtering), $"of {mapping} with {filtering}");
    }

    /// <summary>A look may be late on a busy machine, but never early.</summary>
    private static void Bracket(LifetimeRange found, TimeSpan lifetime)
    {
        found.Alive.Should().BeLessThanOrEqualTo(lifetime);
        found.Gone.Should().NotBeNull().And.Subject.Should().BeGreaterThanOrEqualTo(lifetime - TimeSpan.FromSeconds(0.4));
    }
}

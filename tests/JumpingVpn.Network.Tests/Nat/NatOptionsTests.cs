using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

public class NatOptionsTests
{
    public static TheoryData<NatOptions, string> Impossible() =>
        new()
        {
            {
                new NatOptions { MappingLifetime = TimeSpan.Zero },
                "A mapping lifetime of 00:00:00 is impossible: it must be longer than 0."
            },
            {
                new NatOptions { FilterLifetime = TimeSpan.FromSeconds(121) },
                "A filter lifetime of 00:02:01 is impossible: it must be longer than 0 and at most the mapping lifetime, 00:02:00."
            },
            {
                new NatOptions { FirstPort = 0 },
                "External ports 0 to 65535 are impossible: they must rise and lie in 1 to 65535."
            },
            {
                new NatOptions { FirstPort = 9, LastPort = 8 },
                "External ports 9 to 8 are impossible: they must rise and lie in 1 to 65535."
            },
            {
                new NatOptions { Mapping = (EndpointDependence)7 },
                "A NAT with mapping 7,*is unknown."
            },
            {
                new NatOptions { Hairpin = (HairpinBehavior)7 },
                "A NAT with pooling Paired, exhaustion DropNew and hairpin 7 is unknown."
            },
            {
                new NatOptions { StreamLifetime = TimeSpan.FromSeconds(119) },
                "A stream lifetime of 00:01:59 is impossible: it must be at least the mapping lifetime, 00:02:00."
            },
            {
                new NatOptions { StreamLifetime = TimeSpan.FromSeconds(121), OutboundRefresh = false },
                "A stream lifetime of 00:02:01 has no effect on a NAT that refreshes in neither direction*"
            },
            {
                NatPresets.FullCone with
                {
                    FilterLifetime = TimeSpan.FromSeconds(1),
                },
                "A filter lifetime of 00:00:01 has no effect with endpoint-independent filtering*"
            },
            {
                new NatOptions { PortAssignment = PortAssignment.HostBlock },
                "A port block size of none is impossible: it must be 1 to 64512, the number of external ports."
            },
            {
                new NatOptions { PortBlockSize = 5 },
                "A port block size belongs to the port assignment HostBlock, not to PreserveIfFree."
            },
            {
                new NatOptions { PortHoldDown = TimeSpan.FromTicks(-1) },
                "A port hold-down of -00:00:00.0000001 is impossible: it must be 0 or longer."
            },
            {
                NatPresets.BrokenOverload with
                {
                    PortHoldDown = TimeSpan.FromSeconds(120),
                },
                "A port hold-down contradicts the port assignment AlwaysPreserve*"
            },
            {
                new NatOptions { Exhaustion = ExhaustionPolicy.EvictOldest, PortHoldDown = TimeSpan.FromSeconds(120) },
                "A port hold-down contradicts the exhaustion policy EvictOldest*"
            },
            {
                new NatOptions { MaxMappingsPerHost = 0 },
                "A limit of 0 mappings per host is impossible: it must be at least 1."
            },
            {
                new NatOptions { MaxNewMappingsPerSecond = 0 },
                "A limit of 0 new mappings per second is impossible: it must be 1 to 10000."
            },
            {
                new NatOptions { MaxNewMappingsPerSecond = 10_001 },
                "A limit of 10001 new mappings per second is impossible: it must be 1 to 10000."
            },
            {
                new NatOptions { SpillsToOtherAddresses = true, Pooling = AddressPooling.Single },
                "Spilling to other addresses belongs to paired pooling, not to Single."
            },
            {
                new NatOptions { Rebinding = new NatRebindingRules() },
                "Rebinding rules without a rule have no effect*"
            },
            {
                new NatOptions { Rebinding = new NatRebindingRules { Every = TimeSpan.Zero } },
                "A rebinding every 00:00:00 is impossible*"
            },
            {
                new NatOptions { Rebinding = new NatRebindingRules { AfterDatagrams = 0 } },
                "A rebinding after 0 datagrams is impossible*"
            },
            {
                new NatOptions
                {
                    Rebinding = new NatRebindingRules { AfterDatagrams = 1, Kind = NatRebindingKind.Address },
                },
                "A NAT that rebinds to other addresses needs a pool of at least 2 external addresses, not 1."
            },
            {
                NatPresets.StatefulFirewall with
                {
                    PortAssignment = PortAssignment.Random,
                },
                "A firewall that translates nothing cannot have port assignment Random: that belongs to a NAT."
            },
            {
                NatPresets.StatefulFirewall with
                {
                    PortHoldDown = TimeSpan.FromSeconds(1),
                },
                "A firewall that translates nothing cannot have port hold down 00:00:01: that belongs to a NAT."
            },
            {
                NatPresets.StatefulFirewall with
                {
                    Exhaustion = ExhaustionPolicy.EvictOldest,
                },
                "A firewall that translates nothing cannot have exhaustion EvictOldest: that belongs to a NAT."
            },
            {
                NatPresets.StatefulFirewall with
                {
                    Rebinding = new NatRebindingRules { AfterDatagrams = 1 },
                },
                "A firewall that translates nothing cannot have rebinding *: that belongs to a NAT."
            },
            { NatPresets.StatefulFirewall, "A firewall that translates nothing has no external addresses: give it none." },
        };

    [Theory]
    [MemberData(nameof(Impossible))]
    public void Impossible_options_are_refused_when_the_table_is_built(NatOptions options, string sentence)
    {
        Action act = () => _ = new NatTable(options, [TransportAddress.FromIPv4(1, 2, 3, 4, 0)], new RandomStream(1));

        act.Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Fact]
    public void An_empty_or_repeating_pool_is_refused()
    {
        Action empty = () => _ = new NatTable(new NatOptions(), [], new RandomStream(1));
        var address = TransportAddress.FromIPv4(1, 2, 3, 4, 0);
        Action twice = () => _ = new NatTable(new NatOptions(), [address, address.WithPort(9)], new RandomStream(1));

        empty.Should().Throw<ArgumentException>().WithMessage("A NAT with an empty address pool is impossible*");
        twice.Should().Throw<ArgumentException>().WithMessage("The NAT has the external address 1.2.3.4:0 already*");
    }
}

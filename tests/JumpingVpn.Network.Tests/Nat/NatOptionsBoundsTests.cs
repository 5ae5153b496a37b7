using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

/// <summary>The values at the edge of what is allowed, from both sides.</summary>
public class NatOptionsBoundsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private static readonly NatOptions Blocks = new()
    {
        PortAssignment = PortAssignment.HostBlock,
        FirstPort = 2000,
        LastPort = 2009,
        PortBlockSize = 5,
    };

    public static TheoryData<NatOptions> Possible() =>
        [
            new NatOptions { MappingLifetime = Tick },
            new NatOptions { StreamLifetime = TimeSpan.FromSeconds(120) },
            new NatOptions
            {
                StreamLifetime = TimeSpan.FromSeconds(300),
                OutboundRefresh = false,
                InboundRefresh = true,
            },
            new NatOptions { StreamLifetime = TimeSpan.FromSeconds(300), OutboundRefresh = true },
            new NatOptions { OutboundRefresh = false },
            new NatOptions { FilterLifetime = Tick },
            new NatOptions { FilterLifetime = TimeSpan.FromSeconds(120) },
            new NatOptions { FilterLifetime = TimeSpan.FromSeconds(300), StreamLifetime = TimeSpan.FromSeconds(300) },
            new NatOptions { FirstPort = 1, LastPort = 1 },
            new NatOptions { FirstPort = 65_535, LastPort = 65_535 },
            Blocks with
            {
                PortBlockSize = 1,
            },
            Blocks with
            {
                PortBlockSize = 10,
            },
            new NatOptions { PortHoldDown = Tick },
            new NatOptions { MaxMappingsPerHost = 1 },
            new NatOptions { MaxNewMappingsPerSecond = 1 },
            new NatOptions { MaxNewMappingsPerSecond = 10_000 },
            new NatOptions { SpillsToOtherAddresses = true },
            new NatOptions { Rebinding = new NatRebindingRules { Every = Tick } },
            new NatOptions { Rebinding = new NatRebindingRules { AfterDatagrams = 1 } },
            new NatOptions { Rebinding = new NatRebindingRules { OnExpiry = true } },
            new NatOptions
            {
                Pooling = AddressPooling.Single,
                Rebinding = new NatRebindingRules { OnExpiry = true },
            },
            NatPresets.BrokenOverload with
            {
                Rebinding = new NatRebindingRules { AfterDatagrams = 3 },
            },
            new NatOptions { OneToOne = true },
            NatPresets.StatefulFirewall with
            {
                MappingLifetime = TimeSpan.FromSeconds(7),
                StreamLifetime = TimeSpan.FromSeconds(9),
                FilterLifetime = TimeSpan.FromSeconds(8),
                OutboundRefresh = false,
                InboundRefresh = true,
                MaxMappingsPerHost = 3,
                MaxNewMappingsPerSecond = 4,
                Exhaustion = ExhaustionPolicy.EvictOldest,
                Filtering = EndpointDependence.AddressDependent,
            },
        ];

    public static TheoryData<NatOptions, string> Impossible() =>
        new()
        {
            {
                new NatOptions { Filtering = (EndpointDependence)7 },
                "*filtering 7 and*is unknown."
            },
            {
                new NatOptions { PortAssignment = (PortAssignment)9 },
                "*port assignment 9 is unknown."
            },
            {
                new NatOptions { Pooling = (AddressPooling)7 },
                "A NAT with pooling 7,*is unknown."
            },
            {
                new NatOptions { Exhaustion = (ExhaustionPolicy)7 },
                "*exhaustion 7 and hairpin Off is unknown."
            },
            {
                new NatOptions { MappingLifetime = -Tick },
                "A mapping lifetime of -00:00:00.0000001 is impossible*"
            },
            {
                new NatOptions { FilterLifetime = TimeSpan.Zero },
                "A filter lifetime of 00:00:00 is impossible*"
            },
            {
                new NatOptions { FilterLifetime = TimeSpan.FromSeconds(301), StreamLifetime = TimeSpan.FromSeconds(300) },
                "A filter lifetime of 00:05:01 is impossible: * at most the mapping lifetime, 00:05:00."
            },
            {
                new NatOptions { LastPort = 65_536 },
                "External ports 1024 to 65536 are impossible*"
            },
            {
                Blocks with
                {
                    PortBlockSize = 0,
                },
                "A port block size of 0 is impossible: it must be 1 to 10, the number of external ports."
            },
            {
                Blocks with
                {
                    PortBlockSize = 11,
                },
                "A port block size of 11 is impossible: it must be 1 to 10, the number of external ports."
            },
            {
                new NatOptions
                {
                    Rebinding = new NatRebindingRules { AfterDatagrams = 1, Kind = (NatRebindingKind)9 },
                },
                "A rebinding of kind 9 is unknown."
            },
            {
                new NatOptions
                {
                    Pooling = AddressPooling.Single,
                    Rebinding = new NatRebindingRules { AfterDatagrams = 1, Kind = NatRebindingKind.PortAndAddress },
                },
                "A rebinding of one mapping to another address contradicts single pooling, where all mappings share one."
            },
            {
                NatPresets.BrokenOverload with
                {
                    Rebinding = new NatRebindingRules { OnExpiry = true },
                },
                "A new port on expiry contradicts the port assignment AlwaysPreserve, which gives the same port again."
            },
            {
                new NatOptions { SpillsToOtherAddresses = true, Pooling = AddressPooling.Arbitrary },
                "Spilling to other addresses belongs to paired pooling, not to Arbitrary."
            },
            {
                new NatOptions { OneToOne = true, InboundRefresh = true },
                "A 1:1 NAT gives each host its own address*"
            },
            { NatPresets.StatefulFirewall with { Hairpin = HairpinBehavior.ExternalSource }, "*cannot have hairpin ExternalSource*" },
            { NatPresets.StatefulFirewall with { FirstPort = 1 }, "*cannot have first port 1: that belongs to a NAT." },
        };

    [Theory]
    [MemberData(nameof(Possible))]
    public void What_is_just_allowed_is_taken(NatOptions options)
    {
        options.Invoking(it => it.Validate()).Should().NotThrow();
    }

    [Theory]
    [MemberData(nameof(Impossible))]
    public void What_is_just_beyond_is_refused_in_a_sentence(NatOptions options, string sentence)
    {
        options.Invoking(it => it.Validate()).Should().Throw<ArgumentException>().WithMessage(sentence);
    }

    [Fact]
    public void A_pool_fits_its_NAT()
    {
        TransportAddress one = NatLab.External(1, 0);
        TransportAddress two = NatLab.External(2, 0);
        var moving = new NatOptions
        {
            Rebinding = new NatRebindingRules { AfterDatagrams = 1, Kind = NatRebindingKind.Address },
        };

        Build(new NatOptions { OneToOne = true }).Should().NotThrow("a 1:1 NAT is given its addresses later");
        Build(NatPresets.StatefulFirewall).Should().NotThrow();
        Build(moving, one, two).Should().NotThrow();
        Build(moving, one).Should().Throw<ArgumentException>().WithMessage("*at least 2 external addresses, not 1.");
        Build(new NatOptions(), one, two, one).Should().Throw<ArgumentException>().WithMessage("*the addresses of a pool must differ.");
    }

    [Fact]
    public void Nothing_in_the_place_of_an_argument_is_refused_by_its_name()
    {
        FluentActions.Invoking(() => new NatTable(null!, [], new RandomStream(1))).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new NatTable(new NatOptions(), null!, new RandomStream(1))).Should().Throw<ArgumentNullException>();
        FluentActions.Invoking(() => new NatTable(new NatOptions(), [], null!)).Should().Throw<ArgumentNullException>();
    }

    private static Action Build(NatOptions options, params TransportAddress[] pool) =>
        () => _ = new NatTable(options, pool, new RandomStream(1));
}

using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

public class NatTableTests
{
    private static readonly TransportAddress Phone = At("10.1.0.2:5000");
    private static readonly TransportAddress Laptop = At("10.1.0.3:5000");
    private static readonly TransportAddress A1 = At("198.51.100.1:1");
    private static readonly TransportAddress A2 = At("198.51.100.1:2");
    private static readonly TransportAddress B1 = At("198.51.100.2:1");
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    // RFC 5780 section 4.3: compare the external endpoints shown to {A:1, A:2, B:1}.
    [Theory]
    [InlineData(EndpointDependence.EndpointIndependent, 1)]
    [InlineData(EndpointDependence.AddressDependent, 2)]
    [InlineData(EndpointDependence.AddressAndPortDependent, 3)]
    public void Mapping_decides_how_many_external_endpoints_three_remotes_see(EndpointDependence mapping, int expected)
    {
        NatTable nat = Create(new NatOptions { Mapping = mapping });

        var seen = new SortedSet<TransportAddress>();
        foreach (TransportAddress remote in new[] { A1, A2, B1 })
        {
            seen.Add(nat.TranslateOutbound(Phone, remote, TimeSpan.Zero).Address);
        }

        seen.Should().HaveCount(expected);
        nat.TranslateOutbound(Phone, A1, TimeSpan.Zero)
            .Address.Should()
            .Be(At("203.0.113.1:5000"), "the first mapping is kept and preserves the port");
    }

    [Theory]
    [MemberData(nameof(MappingTimesFiltering))]
    public void Filtering_is_independent_of_mapping(EndpointDependence mapping, EndpointDependence filtering)
    {
        NatTable nat = Create(new NatOptions { Mapping = mapping, Filtering = filtering });
        TransportAddress external = nat.TranslateOutbound(Phone, A1, TimeSpan.Zero).Address;

        nat.TranslateInbound(external, A1, TimeSpan.Zero).Should().Be(new NatVerdict(Phone, DropReason.None));
        nat.TranslateInbound(external, A2, TimeSpan.Zero).IsForwarded.Should().Be(filtering != EndpointDependence.AddressAndPortDependent);
        nat.TranslateInbound(external, B1, TimeSpan.Zero).IsForwarded.Should().Be(filtering == EndpointDependence.EndpointIndependent);
        if (filtering != EndpointDependence.EndpointIndependent)
        {
            nat.TranslateInbound(external, B1, TimeSpan.Zero).Drop.Should().Be(DropReason.NatFiltered);
        }
    }

    public static TheoryData<EndpointDependence, EndpointDependence> MappingTimesFiltering()
    {
        var cases = new TheoryData<EndpointDependence, EndpointDependence>();
        foreach (EndpointDependence mapping in Enum.GetValues<EndpointDependence>())
        {
            foreach (EndpointDependence filtering in Enum.GetValues<EndpointDependence>())
            {
                cases.Add(mapping, filtering);
            }
        }

        return cases;
    }

    [Theory]
    [InlineData(-1, DropReason.None)]
    [InlineData(0, DropReason.MappingExpired)]
    [InlineData(1, DropReason.MappingExpired)]
    public void A_mapping_ends_at_exactly_its_lifetime(int ticksAround, DropReason expected)
    {
        NatTable nat = Create(new NatOptions());
        TransportAddress external = nat.TranslateOutbound(Phone, A1, TimeSpan.Zero).Address;

        nat.TranslateInbound(external, A1, TimeSpan.FromSeconds(120) + (ticksAround * Tick)).Drop.Should().Be(expected);
    }

    [Fact]
    public void Outbound_traffic_refreshes_a_mapping_and_inbound_traffic_does_not()
    {
        NatTable nat = Create(new NatOptions());
        TransportAddress external = nat.TranslateOutbound(Phone, A1, TimeSpan.Zero).Address;
        nat.TranslateOutbound(Phone, A1, TimeSpan.FromSeconds(100));
        nat.TranslateInbound(external, A1, TimeSpan.FromSeconds(200)).IsForwarded.Should().BeTrue("the refresh at 100 s holds until 220 s");

        nat.TranslateInbound(external, A1, TimeSpan.FromSeconds(220)).Drop.Should().Be(DropReason.MappingExpired);
    }

    [Fact]
    public void Inbound_traffic_refreshes_where_the_option_says_so_but_only_when_it_is_admitted()
    {
        NatTable nat = Create(new NatOptions { InboundRefresh = true });
        TransportAddress external = nat.TranslateOutbound(Phone, A1, TimeSpan.Zero).Address;
        nat.TranslateInbound(external, A1, TimeSpan.FromSeconds(100)).IsForwarded.Should().BeTrue();
        nat.TranslateInbound(external, B1, TimeSpan.FromSeconds(200)).Drop.Should().Be(DropReason.NatFiltered);

        nat.TranslateInbound(external, A1, TimeSpan.FromSeconds(220) - Tick).IsForwarded.Should().BeTrue();
        nat.TranslateInbound(external, A1, TimeSpan.FromSeconds(340) - Tick).Drop.Should().Be(DropReason.MappingExpired);
    }

    [Fact]
    public void A_contact_stays_admitted_as_long_as_the_mapping_unless_the_filter_has_a_lifetime_of_its_own()
    {
        NatTable lasting = Create(new NatOptions());
        NatTable forgetful = Create(new NatOptions { FilterLifetime = TimeSpan.FromSeconds(60) });
        foreach (NatTable nat in new[] { lasting, forgetful })
        {
            nat.TranslateOutbound(Phone, A1, TimeSpan.Zero);
            nat.TranslateOutbound(Phone, B1, TimeSpan.FromSeconds(50));
        }

        TransportAddress external = At("203.0.113.1:5000");
        lasting.TranslateInbound(external, A1, TimeSpan.FromSeconds(60)).IsForwarded.Should().BeTrue();
        forgetful.TranslateInbound(external, A1, TimeSpan.FromSeconds(60) - Tick).IsForwarded.Should().BeTrue();
        forgetful.TranslateInbound(external, A1, TimeSpan.FromSeconds(60)).Drop.Should().Be(DropReason.NatFiltered);
        forgetful.Mappings(TimeSpan.FromSeconds(60)).Single().Contacts.Should().Equal(B1);
    }

    [Fact]
    public void An_expired_mapping_admits_nobody_when_the_inside_endpoint_comes_back()
    {
        NatTable nat = Create(new NatOptions());
        nat.TranslateOutbound(Phone, A1, TimeSpan.Zero);
        TransportAddress external = nat.TranslateOutbound(Phone, B1, TimeSpan.FromSeconds(500)).Address;

        nat.TranslateInbound(external, A1, TimeSpan.FromSeconds(500)).Drop.Should().Be(DropReason.NatFiltered);
    }

    [Fact]
    public void An_endpoint_that_was_never_mapped_answers_no_mapping()
    {
        Create(new NatOptions()).TranslateInbound(At("203.0.113.1:5000"), A1, TimeSpan.Zero).Drop.Should().Be(DropReason.NoMapping);
    }

    [Fact]
    public void Sending_to_an_own_external_address_is_a_hairpin_and_dropped()
    {
        NatTable nat = Create(new NatOptions());

        nat.TranslateOutbound(Phone, At("203.0.113.1:5000"), TimeSpan.Zero).Drop.Should().Be(DropReason.Hairpin);
    }

    [Fact]
    public void The_table_shows_both_sides_of_every_live_mapping_oldest_first()
    {
        NatTable nat = Create(new NatOptions { Mapping = EndpointDependence.AddressDependent });
        nat.TranslateOutbound(Phone, A1, TimeSpan.Zero);
        nat.TranslateOutbound(Laptop, B1, TimeSpan.FromSeconds(60));

        nat.Mappings(TimeSpan.FromSeconds(60))
            .Select(mapping => mapping.ToString())
            .Should()
            .Equal(
                "10.1.0.2:5000 -> 203.0.113.1:5000 for 198.51.100.1:* until 00:02:00, admits 198.51.100.1:1",
                "10.1.0.3:5000 -> 203.0.113.1:1024 for 198.51.100.2:* until 00:03:00, admits 198.51.100.2:1"
            );
        nat.Mappings(TimeSpan.FromSeconds(120)).Should().ContainSingle().Which.Inside.Should().Be(Laptop);
    }

    [Fact]
    public void A_mapping_remembers_a_bounded_number_of_contacts_and_forgets_the_first()
    {
        NatTable nat = Create(new NatOptions());
        TransportAddress external = nat.TranslateOutbound(Phone, A1, TimeSpan.Zero).Address;
        for (int i = 0; i < ContactStore.MaxPerMapping; i++)
        {
            nat.TranslateOutbound(Phone, TransportAddress.FromIPv4((uint)(0x0B00_0000 + i), 9), TimeSpan.Zero);
        }

        nat.TranslateInbound(external, A1, TimeSpan.Zero).Drop.Should().Be(DropReason.NatFiltered);
        nat.TranslateInbound(external, TransportAddress.FromIPv4(0x0B00_0000, 9), TimeSpan.Zero).IsForwarded.Should().BeTrue();
    }

    [Fact]
    public void A_table_under_churn_agrees_with_a_plain_list_of_mappings()
    {
        // A model check: slots, chains and lists are reused many times over, and every answer is compared with a naive table.
        NatTable nat = Create(
            new NatOptions
            {
                Mapping = EndpointDependence.AddressAndPortDependent,
                FirstPort = 2000,
                LastPort = 2099,
            }
        );
        var model = new Dictionary<(TransportAddress, TransportAddress), (TransportAddress External, TimeSpan Expires)>();
        var random = new RandomStream(1);
        for (int step = 0; step < 20_000; step++)
        {
            var now = TimeSpan.FromSeconds(step);
            TransportAddress inside = Phone.WithPort((ushort)(3000 + random.Below(40)));
            TransportAddress remote = B1.WithPort((ushort)(1 + random.Below(4)));
            NatVerdict verdict = nat.TranslateOutbound(inside, remote, now);
            bool known = model.TryGetValue((inside, remote), out (TransportAddress External, TimeSpan Expires) row) && now < row.Expires;

            verdict.IsForwarded.Should().BeTrue();
            (!known || verdict.Address == row.External).Should().BeTrue("a live mapping keeps its endpoint, at step {0}", step);
            model[(inside, remote)] = (verdict.Address, now + TimeSpan.FromSeconds(120));
            nat.TranslateInbound(verdict.Address, remote, now).Address.Should().Be(inside);
        }
    }

    private static TransportAddress At(string text) =>
        TransportAddress.TryParse(text, out TransportAddress address) ? address : throw new FormatException(text);

    private static NatTable Create(NatOptions options) => new(options, [At("203.0.113.1:0")], new RandomStream(1));
}

using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

public class NatRebindingTests
{
    private static readonly TransportAddress Outside = TransportAddress.FromIPv4(203, 0, 113, 1, 0);
    private static readonly TransportAddress OtherOutside = TransportAddress.FromIPv4(203, 0, 113, 2, 0);
    private static readonly TransportAddress Phone = TransportAddress.FromIPv4(10, 1, 0, 2, 5000);
    private static readonly TransportAddress Laptop = TransportAddress.FromIPv4(10, 1, 0, 3, 6000);
    private static readonly TransportAddress Remote = TransportAddress.FromIPv4(198, 51, 100, 1, 443);

    [Theory]
    [InlineData(NatRebindingKind.Port, true, false)]
    [InlineData(NatRebindingKind.Address, false, true)]
    [InlineData(NatRebindingKind.PortAndAddress, true, true)]
    public void A_rebinding_changes_the_port_the_address_or_both(NatRebindingKind kind, bool portChanges, bool addressChanges)
    {
        NatTable nat = Create(Outside, OtherOutside);
        TransportAddress before = nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero).Address;

        nat.Rebind(kind, NatScope.All, TimeSpan.Zero).Should().ContainSingle().Which.OldExternal.Should().Be(before);

        TransportAddress after = nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero).Address;
        (after.Port != before.Port).Should().Be(portChanges);
        after.SameHost(before).Should().Be(!addressChanges);
        nat.TranslateInbound(before, Remote, TimeSpan.Zero).Drop.Should().Be(DropReason.NoMapping);
        nat.TranslateInbound(after, Remote, TimeSpan.Zero).Address.Should().Be(Phone);
    }

    [Fact]
    public void Only_the_mappings_in_scope_move()
    {
        NatTable nat = Create(Outside);
        TransportAddress laptop = nat.TranslateOutbound(Laptop, Remote, TimeSpan.Zero).Address;
        nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero);
        nat.TranslateOutbound(Phone.WithPort(5001), Remote, TimeSpan.Zero);

        nat.Rebind(NatRebindingKind.Port, NatScope.Endpoint(Phone), TimeSpan.Zero).Should().ContainSingle();
        nat.Rebind(NatRebindingKind.Port, NatScope.Host(Phone), TimeSpan.Zero)
            .Select(change => change.Inside)
            .Should()
            .Equal(Phone, Phone.WithPort(5001));
        nat.TranslateOutbound(Laptop, Remote, TimeSpan.Zero).Address.Should().Be(laptop);
    }

    [Fact]
    public void Rebindings_back_to_back_give_a_new_endpoint_each_time()
    {
        NatTable nat = Create(Outside);
        var seen = new SortedSet<TransportAddress> { nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero).Address };
        for (int i = 0; i < 20; i++)
        {
            seen.Add(nat.Rebind(NatRebindingKind.Port, NatScope.All, TimeSpan.Zero).Single().NewExternal);
        }

        seen.Should().HaveCount(21);
    }

    [Fact]
    public void A_change_of_both_avoids_the_old_port_even_where_it_is_the_next_free_one()
    {
        var options = new NatOptions
        {
            PortAssignment = PortAssignment.Sequential,
            FirstPort = 5000,
            LastPort = 5002,
        };
        var nat = new NatTable(options, [Outside, OtherOutside], new RandomStream(1));
        nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero).Address.Should().Be(Outside.WithPort(5000));
        nat.TranslateOutbound(Laptop, Remote, TimeSpan.Zero).Address.Should().Be(OtherOutside.WithPort(5001));
        nat.TranslateOutbound(Phone.WithPort(1), Remote, TimeSpan.Zero).Address.Should().Be(Outside.WithPort(5002));

        // On the other address the search starts at 5000, free but the old port; 5001 is taken.
        nat.Rebind(NatRebindingKind.PortAndAddress, NatScope.Endpoint(Phone), TimeSpan.Zero)
            .Single()
            .NewExternal.Should()
            .Be(OtherOutside.WithPort(5002));
    }

    [Fact]
    public void An_address_change_needs_a_second_address()
    {
        NatTable nat = Create(Outside);
        nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero);

        nat.Invoking(it => it.Rebind(NatRebindingKind.Address, NatScope.All, TimeSpan.Zero))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A NAT with 1 external address cannot rebind to another one*");
        nat.AddExternalAddress(OtherOutside);
        nat.Rebind(NatRebindingKind.Address, NatScope.All, TimeSpan.Zero).Single().NewExternal.Should().Be(OtherOutside.WithPort(5000));
    }

    [Fact]
    public void Expired_mappings_are_not_rebound()
    {
        NatTable nat = Create(Outside);
        nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero);

        nat.Rebind(NatRebindingKind.Port, NatScope.All, nat.Options.MappingLifetime).Should().BeEmpty();
    }

    [Fact]
    public void A_flushed_table_knows_nobody_and_starts_anew()
    {
        NatTable nat = Create(Outside);
        TransportAddress external = nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero).Address;

        nat.Flush(NatScope.All, TimeSpan.Zero).Should().Be(1);

        nat.TranslateInbound(external, Remote, TimeSpan.Zero).Drop.Should().Be(DropReason.NoMapping);
        nat.Mappings(TimeSpan.Zero).Should().BeEmpty();
        nat.TranslateOutbound(Phone, Remote, TimeSpan.Zero).IsForwarded.Should().BeTrue();
    }

    private static NatTable Create(params TransportAddress[] pool) => new(new NatOptions(), pool, new RandomStream(1));
}

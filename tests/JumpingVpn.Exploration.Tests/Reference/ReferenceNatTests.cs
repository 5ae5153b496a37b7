using JumpingVpn.Datagrams;
using JumpingVpn.Exploration.Reference;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Exploration.Tests.Reference;

public sealed class ReferenceNatTests
{
    private static readonly TransportAddress Phone = TransportAddress.FromIPv4(10, 1, 0, 2, 5_000);
    private static readonly TransportAddress Laptop = TransportAddress.FromIPv4(10, 1, 0, 3, 5_000);
    private static readonly TransportAddress External = TransportAddress.FromIPv4(203, 0, 113, 1, 5_000);
    private static readonly TransportAddress Other = TransportAddress.FromIPv4(203, 0, 113, 1, 5_001);
    private static readonly TransportAddress Server = TransportAddress.FromIPv4(198, 51, 100, 1, 443);
    private static readonly NatOptions Home = new() { MappingLifetime = Seconds(30) };

    [Theory]
    [InlineData(-1, null)]
    [InlineData(0, "a datagram is let in although no mapping is live")]
    public void A_mapping_is_gone_at_the_tick_at_which_its_lifetime_ends(long ticks, string? wrong)
    {
        ReferenceNat nat = Sent(Home);

        nat.In(External, Server, Phone, Seconds(30) + TimeSpan.FromTicks(ticks)).Should().Be(wrong);
    }

    [Theory]
    [InlineData(-1, "a datagram is dropped for want of a live mapping")]
    [InlineData(0, null)]
    public void And_until_then_it_lets_in(long ticks, string? wrong)
    {
        ReferenceNat nat = Sent(Home);

        nat.Dropped(External, Server, DropReason.MappingExpired, Seconds(30) + TimeSpan.FromTicks(ticks)).Should().Be(wrong);
    }

    [Theory]
    [InlineData(false, "a datagram is let in although no mapping is live")]
    [InlineData(true, null)]
    public void What_comes_in_keeps_it_where_the_options_say_so(bool refreshes, string? wrong)
    {
        ReferenceNat nat = Sent(Home with { InboundRefresh = refreshes });
        nat.In(External, Server, Phone, Seconds(20)).Should().BeNull();

        nat.In(External, Server, Phone, Seconds(40)).Should().Be(wrong);
    }

    [Theory]
    [InlineData(EndpointDependence.AddressAndPortDependent, "a datagram is let in from a remote that the filtering does not admit")]
    [InlineData(EndpointDependence.AddressDependent, null)]
    public void Who_was_not_sent_to_is_filtered(EndpointDependence filtering, string? wrong)
    {
        ReferenceNat nat = Sent(Home with { Filtering = filtering });

        nat.In(External, Server.WithPort(80), Phone, Seconds(1)).Should().Be(wrong);
    }

    [Fact]
    public void Who_was_sent_to_is_not() =>
        Sent(Home)
            .Dropped(External, Server, DropReason.NatFiltered, Seconds(1))
            .Should()
            .Be("a datagram is filtered although its sender was sent to");

    [Fact]
    public void A_live_mapping_keeps_its_endpoint_and_nobody_else_has_it()
    {
        Sent(Home).Out(Phone, Server, Other, Seconds(1)).Should().Be("a live mapping is not kept");
        Sent(Home).Out(Laptop, Server, External, Seconds(1)).Should().Be("two mappings share an external endpoint");
    }

    [Theory]
    [InlineData(149, "a port is given away before its hold-down is over")]
    [InlineData(150, null)]
    public void A_freed_port_is_held_down(int seconds, string? wrong)
    {
        ReferenceNat nat = Sent(Home with { PortHoldDown = Seconds(120) });

        nat.Out(Laptop, Server, External, Seconds(seconds)).Should().Be(wrong);
    }

    [Fact]
    public void An_emptied_table_is_empty()
    {
        NatMapping left = new(Phone, External, null, Seconds(30), [Server]);

        Sent(Home).Flushed([left], Seconds(1)).Should().Be("an emptied table has a mapping");
        Sent(Home).Flushed([], Seconds(1)).Should().BeNull();
    }

    [Fact]
    public void Between_steps_the_table_says_what_the_options_say()
    {
        NatMapping row = new(Phone, External, null, Seconds(30), [Server]);

        Sent(Home).Compare([row], Seconds(1)).Should().BeNull();
        Sent(Home).Compare([row with { ExpiresAt = Seconds(31) }], Seconds(1)).Should().StartWith("a mapping ends at a different time");
        Sent(Home).Compare([row, row with { Inside = Laptop, External = Other }], Seconds(1)).Should().EndWith("that no datagram made");
    }

    [Fact]
    public void Between_steps_a_mapping_knows_whom_it_has_sent_to()
    {
        NatMapping row = new(Phone, External, null, Seconds(30), [Server]);
        const string Wrong = "a mapping knows remotes other than those that it sent to";

        Sent(Home).Compare([row with { Contacts = [Server, Server.WithPort(80)] }], Seconds(1)).Should().Be(Wrong);
        Sent(Home).Compare([row with { Contacts = [] }], Seconds(1)).Should().Be(Wrong);
        NatOptions open = Home with { Filtering = EndpointDependence.EndpointIndependent };
        Sent(open).Compare([row with { Contacts = [] }], Seconds(1)).Should().BeNull();
    }

    [Fact]
    public void And_only_for_as_long_as_its_filter_lasts()
    {
        NatMapping row = new(Phone, External, null, Seconds(30), []);
        NatOptions brief = Home with { FilterLifetime = Seconds(5) };

        Sent(brief).Compare([row], Seconds(5)).Should().BeNull();
        Sent(brief).Compare([row with { Contacts = [Server] }], Seconds(5)).Should().StartWith("a mapping knows remotes other");
    }

    [Fact]
    public void A_rebinding_changes_the_external_endpoint_alone()
    {
        NatMapping moved = new(Phone, Other, null, Seconds(30), [Server]);

        Sent(Home).Rebound([moved], Seconds(1)).Should().BeNull();
        Sent(Home).Rebound([moved with { ExpiresAt = Seconds(1) }], Seconds(1)).Should().StartWith("a rebinding changes more");
        Sent(Home).Rebound([], Seconds(1)).Should().StartWith("a rebinding changes more");
    }

    [Fact]
    public void A_mapping_counts_as_answered_once_something_was_let_in_and_not_before()
    {
        const string Wrong = "a mapping counts as answered, or not, against what it has let in";
        NatMapping row = new(Phone, External, null, Seconds(30), [Server]);
        ReferenceNat answered = Sent(Home);
        answered.In(External, Server, Phone, Seconds(1)).Should().BeNull();

        Sent(Home).Compare([row with { IsReplied = true }], Seconds(1)).Should().Be(Wrong);
        answered.Compare([row], Seconds(1)).Should().Be(Wrong);
        answered.Compare([row with { IsReplied = true }], Seconds(1)).Should().BeNull();
    }

    [Fact]
    public void An_inside_endpoint_has_one_mapping_whatever_was_done_to_the_table()
    {
        NatMapping row = new(Phone, External, null, Seconds(30), [Server]);

        Sent(Home).Adopt([row, row with { Inside = Laptop, External = Other }], Seconds(1)).Should().BeNull();
        Sent(Home).Adopt([row, row with { External = Other }], Seconds(1)).Should().StartWith("an inside endpoint has two mappings");
    }

    private static ReferenceNat Sent(NatOptions options)
    {
        var nat = new ReferenceNat(options);
        nat.Out(Phone, Server, External, TimeSpan.Zero).Should().BeNull();
        return nat;
    }

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}

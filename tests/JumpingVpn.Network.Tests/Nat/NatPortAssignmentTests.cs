using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Nat;

public class NatPortAssignmentTests
{
    private static readonly TransportAddress Outside = TransportAddress.FromIPv4(203, 0, 113, 1, 0);
    private static readonly TransportAddress Remote = TransportAddress.FromIPv4(198, 51, 100, 1, 443);

    [Fact]
    public void A_preserved_port_goes_to_the_first_and_the_next_in_sequence_to_the_second()
    {
        NatTable nat = Create(new NatOptions());

        Port(nat, Host(2, 5000)).Should().Be(5000);
        Port(nat, Host(3, 5000)).Should().Be(1024);
        Port(nat, Host(4, 80)).Should().Be(1025, "80 is outside the range of external ports");
    }

    [Fact]
    public void Sequential_ports_follow_each_other_and_wrap()
    {
        NatTable nat = Create(
            new NatOptions
            {
                PortAssignment = PortAssignment.Sequential,
                FirstPort = 2000,
                LastPort = 2002,
            }
        );

        Enumerable.Range(2, 3).Select(host => Port(nat, Host((byte)host, 5000))).Should().Equal(2000, 2001, 2002);
        nat.Flush(NatScope.Host(Host(3, 0)), TimeSpan.Zero).Should().Be(1);
        Port(nat, Host(9, 5000)).Should().Be(2001, "the search wraps to the one port that is free");
    }

    [Fact]
    public void Random_ports_come_from_the_stream_and_never_collide()
    {
        NatTable first = Create(new NatOptions { PortAssignment = PortAssignment.Random });
        NatTable again = Create(new NatOptions { PortAssignment = PortAssignment.Random });
        var ports = Enumerable.Range(2, 200).Select(host => Port(first, Host((byte)host, 5000))).ToList();

        ports.Should().OnlyHaveUniqueItems();
        ports.Should().NotBeInAscendingOrder();
        Enumerable.Range(2, 200).Select(host => Port(again, Host((byte)host, 5000))).Should().Equal(ports);
    }

    [Fact]
    public void Without_a_free_port_a_new_mapping_is_refused_and_the_old_ones_live_on()
    {
        NatTable nat = Create(new NatOptions { FirstPort = 2000, LastPort = 2001 });
        Port(nat, Host(2, 1));
        Port(nat, Host(3, 1));

        nat.TranslateOutbound(Host(4, 1), Remote, TimeSpan.Zero).Drop.Should().Be(DropReason.PortsExhausted);
        nat.TranslateOutbound(Host(2, 1), Remote, TimeSpan.Zero).IsForwarded.Should().BeTrue();
    }

    [Fact]
    public void A_port_is_free_again_at_the_tick_its_mapping_expires()
    {
        NatTable nat = Create(new NatOptions { FirstPort = 2000, LastPort = 2000 });
        Port(nat, Host(2, 1));
        TimeSpan end = nat.Options.MappingLifetime;

        nat.TranslateOutbound(Host(3, 1), Remote, end - TimeSpan.FromTicks(1)).Drop.Should().Be(DropReason.PortsExhausted);
        nat.TranslateOutbound(Host(3, 1), Remote, end).Address.Port.Should().Be(2000);
        nat.TranslateInbound(Outside.WithPort(2000), Remote, end).Address.Should().Be(Host(3, 1), "the endpoint belongs to the newcomer");
    }

    [Fact]
    public void Paired_pooling_keeps_one_external_address_per_inside_host()
    {
        var second = TransportAddress.FromIPv4(203, 0, 113, 2, 0);
        var nat = new NatTable(NatPresets.Symmetric, [Outside, second], new RandomStream(1));
        TransportAddress Shown(TransportAddress inside) => nat.TranslateOutbound(inside, Remote, TimeSpan.Zero).Address.WithPort(0);

        Shown(Host(2, 1)).Should().Be(Outside);
        Shown(Host(3, 1)).Should().Be(second);
        Shown(Host(2, 2)).Should().Be(Outside);
        Shown(Host(3, 2)).Should().Be(second);
    }

    private static TransportAddress Host(byte host, ushort port) => TransportAddress.FromIPv4(10, 1, 0, host, port);

    private static int Port(NatTable nat, TransportAddress inside) => nat.TranslateOutbound(inside, Remote, TimeSpan.Zero).Address.Port;

    private static NatTable Create(NatOptions options) => new(options, [Outside], new RandomStream(1));
}

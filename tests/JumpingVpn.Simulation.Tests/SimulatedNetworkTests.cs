using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class SimulatedNetworkTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Ms = TimeSpan.FromMilliseconds(1);

    private readonly SimulatedNetwork _net = new(seed: 1);

    [Fact]
    public void A_server_sees_the_nat_and_its_answer_finds_the_host_behind_it()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, CollectingReceiver atPhone) = HomeWorld();

        phone.Send([1], server.LocalAddress).Should().Be(SendResult.Sent);
        _net.RunUntilQuiescent();
        TransportAddress seen = atServer.Received.Single().Source;
        server.Send([2], seen);
        _net.RunUntilQuiescent();

        server.LocalAddress.ToString().Should().Be("198.51.100.1:443");
        phone.LocalAddress.ToString().Should().Be("10.1.0.2:49152");
        seen.ToString().Should().Be("203.0.113.1:49152");
        atPhone.Received.Single().Source.Should().Be(server.LocalAddress);
        _net.EnsureBalanced();
    }

    [Fact]
    public void Delay_is_spent_on_every_link_in_its_own_direction()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, CollectingReceiver atPhone) = HomeWorld();
        SimulatedHost host = _net.Hosts[1];
        host.Link.Uplink = new LinkOptions { Delay = 20 * Ms };
        host.Link.Downlink = new LinkOptions { Delay = 3 * Ms };
        _net.Nats[0].Link.SetBoth(new LinkOptions { Delay = 7 * Ms });

        phone.Send([1], server.LocalAddress);
        _net.RunUntil(() => atServer.Count == 1, Second).Should().BeTrue();
        _net.Now.Should().Be(27 * Ms);
        server.Send([2], atServer.Received[0].Source);
        _net.RunUntil(() => atPhone.Count == 1, Second).Should().BeTrue();
        _net.Now.Should().Be(37 * Ms);
    }

    [Fact]
    public void A_nat_behind_a_nat_translates_twice_and_its_mappings_expire_on_their_own()
    {
        SimulatedChannel server = _net.AddHost("gw").OpenChannel(443);
        var atServer = new CollectingReceiver();
        server.Start(atServer);
        SimulatedNat carrier = _net.AddNat("carrier", NatPresets.FullCone with { MappingLifetime = 30 * Second });
        SimulatedNat home = _net.AddNat("home", NatPresets.FullCone, behind: carrier);
        SimulatedChannel phone = _net.AddHost("phone", behind: home).OpenChannel();
        phone.Start(new CollectingReceiver());

        phone.Send([1], server.LocalAddress);
        _net.RunUntilQuiescent();
        home.Mappings.Single().External.Should().Be(carrier.Mappings.Single().Inside);
        atServer.Received.Single().Source.Should().Be(carrier.Mappings.Single().External);

        _net.RunFor(30 * Second);
        carrier.Mappings.Should().BeEmpty();
        home.Mappings.Should().ContainSingle();
        server.Send([2], atServer.Received[0].Source);
        _net.RunUntilQuiescent();
        _net.Ledger.DroppedBy(DropReason.MappingExpired).Should().Be(1);
    }

    [Fact]
    public void Hosts_behind_one_nat_reach_each_other_without_it()
    {
        SimulatedNat home = _net.AddNat("home", NatPresets.Symmetric);
        SimulatedChannel phone = _net.AddHost("phone", behind: home).OpenChannel();
        SimulatedChannel laptop = _net.AddHost("laptop", behind: home).OpenChannel();
        var atLaptop = new CollectingReceiver();
        laptop.Start(atLaptop);

        phone.Send([1], laptop.LocalAddress);
        _net.RunUntilQuiescent();

        atLaptop.Received.Single().Source.Should().Be(phone.LocalAddress);
        home.Mappings.Should().BeEmpty();
    }

    [Fact]
    public void A_rebinding_changes_what_the_server_sees_and_cuts_off_the_old_endpoint()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, _) = HomeWorld();
        SimulatedNat home = _net.Nats[0];
        phone.Send([1], server.LocalAddress);
        _net.RunUntilQuiescent();

        home.Rebind(NatRebindingKind.Port, _net.Hosts[1]).Should().ContainSingle();
        phone.Send([2], server.LocalAddress);
        server.Send([3], atServer.Received[0].Source);
        _net.RunUntilQuiescent();

        atServer.Received[1].Source.Port.Should().NotBe(atServer.Received[0].Source.Port);
        _net.Ledger.DroppedBy(DropReason.NoMapping).Should().Be(1);
    }

    [Fact]
    public void An_address_rebinding_is_given_a_new_address_by_the_network()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, CollectingReceiver atPhone) = HomeWorld();
        SimulatedNat home = _net.Nats[0];
        phone.Send([1], server.LocalAddress);
        _net.RunUntilQuiescent();

        home.Rebind(NatRebindingKind.Address);
        phone.Send([2], server.LocalAddress);
        _net.RunUntilQuiescent();
        server.Send([3], atServer.Received[1].Source);
        _net.RunUntilQuiescent();

        atServer.Received[1].Source.ToString().Should().Be("203.0.113.2:49152");
        atPhone.Count.Should().Be(1);
    }

    [Fact]
    public void Every_way_to_vanish_has_its_reason_and_the_ledger_balances()
    {
        (SimulatedChannel server, SimulatedChannel phone, _, _) = HomeWorld();
        SimulatedHost gw = _net.Hosts[0];
        phone.Send([1], gw.Address.WithPort(9));
        phone.Send([1], TransportAddress.FromIPv4(192, 0, 2, 1, 1));
        phone.Send([1], _net.Nats[0].ExternalAddresses[0].WithPort(1));
        server.Send([1], _net.Nats[0].ExternalAddresses[0].WithPort(77));
        _net.RunUntilQuiescent();
        gw.Link.IsUp = false;
        phone.Send([1], server.LocalAddress);
        gw.Link.IsUp = true;
        gw.Link.Downlink = new LinkOptions { Loss = Probability.Certain };
        phone.Send([1], server.LocalAddress);
        gw.Link.Downlink = new LinkOptions { Mtu = 1 };
        phone.Send([1, 2], server.LocalAddress);
        _net.RunUntilQuiescent();

        _net.EnsureBalanced();
        _net.Ledger.ToString()
            .Should()
            .Be(
                "7 handed over + 0 duplicates = 0 delivered + 7 dropped "
                    + "(1 Loss, 1 Mtu, 1 NoMapping, 1 Hairpin, 1 LinkDown, 1 NoRoute, 1 ClosedPort) + 0 in flight"
            );
    }

    [Fact]
    public void A_datagram_under_way_is_in_flight_and_arrives_although_its_link_goes_down()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, _) = HomeWorld();
        _net.Hosts[1].Link.Uplink = new LinkOptions { Delay = Second };
        phone.Send([1], server.LocalAddress);
        _net.Ledger.InFlight.Should().Be(1);
        _net.EnsureBalanced();

        _net.Hosts[1].Link.IsUp = false;
        _net.RunFor(2 * Second);

        atServer.Count.Should().Be(1);
    }

    [Fact]
    public void A_partition_drops_until_it_is_healed_and_only_between_its_groups()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, CollectingReceiver atPhone) = HomeWorld();
        SimulatedChannel other = _net.AddHost("other").OpenChannel();
        phone.Send([0], server.LocalAddress);
        _net.RunUntilQuiescent();
        using (_net.PartitionOneWay([_net.Hosts[1]], [_net.Hosts[0]]))
        {
            phone.Send([1], server.LocalAddress);
            other.Send([2], server.LocalAddress);
            server.Send([3], atServer.Received[0].Source);
            _net.RunUntilQuiescent();
        }

        phone.Send([4], server.LocalAddress);
        _net.RunUntilQuiescent();

        atServer.Received.Select(it => it.Payload.Span[0]).Should().Equal(0, 2, 4);
        atPhone.Count.Should().Be(1);
        _net.Ledger.DroppedBy(DropReason.Partition).Should().Be(1);
    }

    [Fact]
    public void An_injected_datagram_carries_the_forged_source_and_meets_the_filter_of_a_nat()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, CollectingReceiver atPhone) = HomeWorld();
        phone.Send([1], server.LocalAddress);
        _net.RunUntilQuiescent();
        TransportAddress external = atServer.Received.Single().Source;

        _net.Inject([2], source: external, destination: server.LocalAddress);
        _net.Inject([3], source: server.LocalAddress, destination: external);
        _net.Inject([4], source: TransportAddress.FromIPv4(192, 0, 2, 6, 6), destination: external);
        _net.RunUntilQuiescent();

        atServer.Received[1].Source.Should().Be(external);
        atPhone.Received.Should().ContainSingle().Which.Payload.Span[0].Should().Be(3);
        _net.Ledger.DroppedBy(DropReason.NatFiltered).Should().Be(1);
        _net.EnsureBalanced();
    }

    [Fact]
    public void Duplicates_and_reordering_show_at_the_receiver_and_balance_in_the_ledger()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, _) = HomeWorld();
        _net.Hosts[0].Link.Downlink = new LinkOptions
        {
            Delay = 50 * Ms,
            Jitter = 40 * Ms,
            Order = LinkOrder.AllowOvertaking,
            Duplication = Probability.FromPercent(10),
            Loss = Probability.FromPercent(10),
        };
        for (byte i = 0; i < 200; i++)
        {
            phone.Send([i], server.LocalAddress);
            _net.RunFor(Ms);
        }

        _net.RunUntilQuiescent();

        byte[] order = atServer.Received.Select(it => it.Payload.Span[0]).ToArray();
        order.Should().NotBeInAscendingOrder();
        order.Length.Should().Be((int)(200 + _net.Ledger.Duplicates - _net.Ledger.DroppedBy(DropReason.Loss)));
        _net.Ledger.Duplicates.Should().BeInRange(8, 35);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_link_that_preserves_order_does_so_under_jitter_and_when_its_delay_shrinks()
    {
        (SimulatedChannel server, SimulatedChannel phone, CollectingReceiver atServer, _) = HomeWorld();
        SimulatedLink link = _net.Hosts[1].Link;
        for (byte i = 0; i < 90; i++)
        {
            link.Uplink = i switch
            {
                < 30 => new LinkOptions { Delay = 50 * Ms, Jitter = 40 * Ms },
                < 60 => new LinkOptions { Delay = Ms },
                _ => LinkOptions.Perfect,
            };
            phone.Send([i], server.LocalAddress);
            _net.RunFor(TimeSpan.FromTicks(1));
        }

        _net.RunUntilQuiescent();

        atServer.Received.Select(it => it.Payload.Span[0]).Should().BeInAscendingOrder().And.HaveCount(90);
    }

    [Fact]
    public void A_closed_port_and_its_successor_are_different_ports()
    {
        SimulatedHost phone = _net.AddHost("phone");
        SimulatedChannel first = phone.OpenChannel();
        first.Dispose();

        phone.OpenChannel().LocalAddress.Port.Should().Be(49_153);
        phone.OpenChannel(49_154);
        phone.OpenChannel().LocalAddress.Port.Should().Be(49_155, "a port that is taken is skipped");
        phone
            .Invoking(it => it.OpenChannel(49_154))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("Port 49154 of \"phone\" is taken*");
    }

    [Fact]
    public void Names_and_addresses_must_differ()
    {
        _net.AddHost("gw", address: TransportAddress.FromIPv4(198, 51, 100, 2, 0));

        _net.Invoking(it => it.AddNat("gw", NatPresets.FullCone))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The network has a \"gw\" already*");
        _net.Invoking(it => it.AddHost("b", address: TransportAddress.FromIPv4(198, 51, 100, 2, 0)))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The address 198.51.100.2:0 of \"b\" belongs to \"gw\" already*");
        _net.Invoking(it => it.AddNat("n", NatPresets.FullCone, addresses: 0)).Should().Throw<ArgumentException>();
        _net.AddHost("c").Address.ToString().Should().Be("198.51.100.1:0");
        _net.AddHost("d").Address.ToString().Should().Be("198.51.100.3:0", "the address that was given by hand is skipped");
    }

    [Fact]
    public void Steady_traffic_through_a_nat_and_impaired_links_allocates_nothing()
    {
        (SimulatedChannel server, SimulatedChannel phone, _, _) = HomeWorld(collect: false);
        var impaired = new LinkOptions
        {
            Delay = 20 * Ms,
            Jitter = 5 * Ms,
            Loss = Probability.FromPercent(1),
        };
        _net.Hosts[0].Link.SetBoth(impaired);
        _net.Hosts[1].Link.SetBoth(impaired);
        byte[] payload = new byte[100];
        void Exchange()
        {
            for (int i = 0; i < 2000; i++)
            {
                phone.Send(payload, server.LocalAddress);
                _net.RunFor(Ms);
            }
        }

        // The first exchanges let rings, slots and buffers grow to what the traffic needs.
        Exchange();
        Exchange();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exchange();

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(1000, "4000 datagrams may not allocate");
    }

    private (SimulatedChannel Server, SimulatedChannel Phone, CollectingReceiver AtServer, CollectingReceiver AtPhone) HomeWorld(
        bool collect = true
    )
    {
        SimulatedChannel server = _net.AddHost("gw").OpenChannel(443);
        SimulatedNat home = _net.AddNat("home", NatPresets.PortRestrictedCone);
        SimulatedChannel phone = _net.AddHost("phone", behind: home).OpenChannel();
        var atServer = new CollectingReceiver();
        var atPhone = new CollectingReceiver();
        server.Start(collect ? atServer : new Echo(server));
        phone.Start(collect ? atPhone : new Echo(null));
        return (server, phone, atServer, atPhone);
    }

    private sealed class Echo(IDatagramChannel? channel) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => channel?.Send(datagram, source);
    }
}

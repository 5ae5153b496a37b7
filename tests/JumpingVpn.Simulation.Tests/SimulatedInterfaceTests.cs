using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class SimulatedInterfaceTests
{
    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SimulatedHost _phone;
    private readonly SimulatedInterface _lte;
    private readonly SimulatedChannel _server;
    private readonly CollectingReceiver _atServer = new();

    public SimulatedInterfaceTests()
    {
        _server = _net.AddHost("gw").OpenChannel(7000);
        _server.Start(_atServer);
        SimulatedNat home = _net.AddNat("home", NatPresets.PortRestrictedCone);
        SimulatedNat carrier = _net.AddNat("carrier", NatPresets.Cgnat);
        _phone = _net.AddHost("phone", behind: home);
        _lte = _net.AddInterface(_phone, "lte", behind: carrier);
    }

    [Fact]
    public void Each_interface_has_its_own_address_link_and_way_out()
    {
        _lte.Link.SetBoth(new LinkOptions { Delay = TimeSpan.FromMilliseconds(60) });
        SimulatedChannel wifi = _phone.OpenChannel(5000);
        SimulatedChannel mobile = _lte.OpenChannel(5000);
        var atMobile = new CollectingReceiver();
        mobile.Start(atMobile);

        mobile.Send([1], _server.LocalAddress);
        wifi.Send([2], _server.LocalAddress);
        _net.RunUntilQuiescent();

        _atServer.Received.Select(it => it.Payload.Span[0]).Should().Equal(2, 1);
        _atServer.Received[0].Source.SameHost(_net.Nats[0].ExternalAddresses[0]).Should().BeTrue();
        _atServer.Received[1].Source.SameHost(_net.Nats[1].ExternalAddresses[0]).Should().BeTrue();
        _server.Send([3], _atServer.Received[1].Source);
        _net.RunUntilQuiescent();
        atMobile.Count.Should().Be(1);
        _lte.Name.Should().Be("phone.lte");
        _lte.Link.Up.Name.Should().Be("phone.lte>carrier");
        _phone.Interfaces.Should().Equal(_phone, _lte);
    }

    [Fact]
    public void An_interface_that_is_not_there_refuses_to_send_and_drops_what_arrives()
    {
        SimulatedChannel mobile = _lte.OpenChannel();
        mobile.Start(_atServer);
        mobile.Send([1], _server.LocalAddress);
        _net.RunUntilQuiescent();
        TransportAddress seen = _atServer.Received.Single().Source;

        _lte.IsAttached = false;
        mobile.Send([2], _server.LocalAddress).Should().Be(SendResult.Unreachable);
        _server.Send([3], seen);
        _phone.OpenChannel().Send([4], _server.LocalAddress).Should().Be(SendResult.Sent, "the other interface is there");
        _net.RunUntilQuiescent();
        _net.Ledger.DroppedBy(DropReason.InterfaceDown).Should().Be(1);

        _lte.IsAttached = true;
        mobile.Send([5], _server.LocalAddress).Should().Be(SendResult.Sent);
        _net.RunUntilQuiescent();
        _atServer.Received.Select(it => it.Payload.Span[0]).Should().Equal(1, 4, 5);
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_crash_takes_all_interfaces_down()
    {
        SimulatedChannel mobile = _lte.OpenChannel();
        mobile.Send([1], _server.LocalAddress);
        _net.RunUntilQuiescent();

        _phone.Crash();
        _server.Send([2], _atServer.Received[0].Source);
        _net.RunUntilQuiescent();

        mobile.Send([3], _server.LocalAddress).Should().Be(SendResult.Closed);
        _net.Ledger.DroppedBy(DropReason.HostDown).Should().Be(1);
    }

    [Fact]
    public void A_partition_separates_hosts_whatever_interface_they_use()
    {
        using IDisposable partition = _net.PartitionOneWay([_phone], [_net.Hosts[0]]);

        _lte.OpenChannel().Send([1], _server.LocalAddress);
        _net.RunUntilQuiescent();

        _net.Ledger.DroppedBy(DropReason.Partition).Should().Be(1);
    }

    [Fact]
    public void A_further_interface_shifts_no_random_stream_of_the_others()
    {
        Survivors(withLte: true).Should().Equal(Survivors(withLte: false));

        static List<byte> Survivors(bool withLte)
        {
            var net = new SimulatedNetwork(seed: 7);
            SimulatedHost phone = net.AddHost("phone");
            SimulatedChannel server = net.AddHost("gw").OpenChannel(7000);
            var received = new CollectingReceiver();
            server.Start(received);
            phone.Link.Uplink = new LinkOptions { Loss = Probability.FromPercent(50) };
            if (withLte)
            {
                SimulatedInterface lte = net.AddInterface(phone, "lte");
                lte.Link.Uplink = phone.Link.Uplink;
                lte.OpenChannel().Send([0], TransportAddress.FromIPv4(9, 9, 9, 9, 9));
            }

            SimulatedChannel client = phone.OpenChannel();
            for (byte number = 0; number < 100; number++)
            {
                client.Send([number], server.LocalAddress);
            }

            net.RunUntilQuiescent();
            return received.Received.Select(it => it.Payload.Span[0]).ToList();
        }
    }

    [Fact]
    public void Names_and_addresses_must_differ()
    {
        _net.Invoking(it => it.AddInterface(_phone, "lte"))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("*has a \"phone.lte\" already*");
        _net.Invoking(it => it.AddInterface(_phone, "wifi", address: _server.LocalAddress))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The address 198.51.100.1:0 of \"phone.wifi\" belongs to \"gw\" already: addresses of one network must differ.");
    }
}

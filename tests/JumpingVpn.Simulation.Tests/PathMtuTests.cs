using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class PathMtuTests
{
    private static readonly LinkOptions Silent = new() { Mtu = 100 };
    private static readonly LinkOptions Signalled = new() { Mtu = 100, MtuIsSignalled = true };

    private readonly SimulatedNetwork _net = new(seed: 1);
    private readonly SimulatedHost _gateway;
    private readonly SimulatedNat _home;
    private readonly SimulatedHost _phone;
    private readonly SimulatedChannel _server;
    private readonly SimulatedChannel _client;
    private readonly CollectingReceiver _atServer = new();
    private readonly CollectingReceiver _atPhone = new();

    public PathMtuTests()
    {
        _gateway = _net.AddHost("gw");
        _home = _net.AddNat("home", NatPresets.PortRestrictedCone);
        _phone = _net.AddHost("phone", _home);
        _server = _gateway.OpenChannel(7000);
        _server.Start(_atServer);
        _client = _phone.OpenChannel();
        _client.Start(_atPhone);
    }

    [Fact]
    public void A_silent_limit_swallows_each_datagram_anew()
    {
        _phone.Link.Uplink = Silent;

        Send(101).Should().Be(SendResult.Sent);
        Send(101).Should().Be(SendResult.Sent);

        _net.Ledger.DroppedBy(DropReason.Mtu).Should().Be(2);
        _phone.PathMtuTo(_server.LocalAddress).Should().BeNull();
    }

    [Fact]
    public void A_signalled_limit_costs_one_datagram_and_then_the_sender_knows()
    {
        _home.Link.Uplink = Signalled;

        Send(101).Should().Be(SendResult.Sent);
        Send(101).Should().Be(SendResult.TooLarge);
        Send(100).Should().Be(SendResult.Sent);

        _atServer.Received.Single().Payload.Length.Should().Be(100);
        _phone.PathMtuTo(_server.LocalAddress).Should().Be(100);
        _net.Ledger.DroppedBy(DropReason.Mtu).Should().Be(1);
        _net.Ledger.HandedOver.Should().Be(2, "what is refused is never handed over");
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_limit_behind_NATs_is_known_by_the_address_that_the_sender_used()
    {
        Send(1);
        TransportAddress seen = _atServer.Received.Single().Source;
        _phone.Link.Downlink = Signalled;

        _server.Send(new byte[101], seen).Should().Be(SendResult.Sent);
        _server.Send(new byte[101], seen).Should().Be(SendResult.TooLarge);

        _gateway.PathMtuTo(seen).Should().Be(100);
        _server.Send(new byte[101], _server.LocalAddress).Should().Be(SendResult.Sent, "other paths are as they were");
    }

    [Fact]
    public void What_was_learnt_is_forgotten_after_ten_minutes()
    {
        _phone.Link.Uplink = Signalled;
        Send(101);
        _phone.Link.Uplink = LinkOptions.Perfect;

        _net.RunFor(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Send(101).Should().Be(SendResult.TooLarge);
        _net.RunFor(TimeSpan.FromTicks(1));
        Send(101).Should().Be(SendResult.Sent);

        _atServer.Count.Should().Be(1);
    }

    [Fact]
    public void Nobody_is_told_of_a_forged_datagram()
    {
        _gateway.Link.Downlink = Signalled;

        _net.Inject(new byte[101], _phone.Address.WithPort(1), _server.LocalAddress);
        _net.RunUntilQuiescent();

        _net.Ledger.DroppedBy(DropReason.Mtu).Should().Be(1);
        _phone.PathMtuTo(_server.LocalAddress).Should().BeNull();
    }

    private SendResult Send(int length)
    {
        SendResult result = _client.Send(new byte[length], _server.LocalAddress);
        _net.RunUntilQuiescent();
        return result;
    }
}

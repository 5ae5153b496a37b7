using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Simulation.Tests;

public class SimulatedNatTests
{
    private readonly SimulatedNetwork _net = new(seed: 1);

    [Theory]
    [InlineData(HairpinBehavior.ExternalSource)]
    [InlineData(HairpinBehavior.InternalSource)]
    public void Two_hosts_behind_one_NAT_meet_at_its_external_endpoints(HairpinBehavior hairpin)
    {
        SimulatedNat home = _net.AddNat("home", NatPresets.FullCone with { Hairpin = hairpin });
        SimulatedHost phone = _net.AddHost("phone", home);
        using SimulatedChannel from = phone.OpenChannel(5000);
        using SimulatedChannel to = _net.AddHost("laptop", home).OpenChannel(6000);
        var received = new CollectingReceiver();
        to.Start(received);
        to.Send([0], _net.AddHost("server").Address.WithPort(1));

        from.Send([1, 2, 3], home.ExternalAddresses[0].WithPort(6000));
        _net.RunUntilQuiescent();

        received
            .Received.Should()
            .ContainSingle()
            .Which.Source.Should()
            .Be(hairpin == HairpinBehavior.ExternalSource ? home.ExternalAddresses[0].WithPort(5000) : phone.Address.WithPort(5000));
        _net.EnsureBalanced();
    }

    [Fact]
    public void A_host_behind_a_firewall_has_a_public_address_and_hears_only_those_it_asked()
    {
        SimulatedNat wall = _net.AddNat("wall", NatPresets.StatefulFirewall);
        SimulatedHost phone = _net.AddHost("phone", wall);
        using SimulatedChannel inside = phone.OpenChannel(5000);
        using SimulatedChannel server = _net.AddHost("server").OpenChannel(443);
        using SimulatedChannel stranger = _net.AddHost("stranger").OpenChannel(443);
        var atPhone = new CollectingReceiver();
        var atServer = new CollectingReceiver();
        inside.Start(atPhone);
        server.Start(atServer);

        stranger.Send([1], inside.LocalAddress);
        inside.Send([2], server.LocalAddress);
        server.Send([3], inside.LocalAddress);
        stranger.Send([4], inside.LocalAddress);
        _net.RunUntilQuiescent();

        wall.ExternalAddresses.Should().BeEmpty();
        atServer.Received.Should().ContainSingle().Which.Source.Should().Be(inside.LocalAddress);
        atPhone.Received.Should().ContainSingle().Which.Source.Should().Be(server.LocalAddress);
        _net.Ledger.DroppedBy(DropReason.NoMapping).Should().Be(1);
        _net.Ledger.DroppedBy(DropReason.NatFiltered).Should().Be(1);
    }

    [Fact]
    public void Of_a_home_and_a_carrier_NAT_the_shorter_lifetime_decides()
    {
        SimulatedNat carrier = _net.AddNat("carrier", NatPresets.Cgnat with { MappingLifetime = TimeSpan.FromSeconds(20) });
        SimulatedNat home = _net.AddNat("home", new NatOptions(), carrier);
        using SimulatedChannel phone = _net.AddHost("phone", home).OpenChannel(5000);
        using SimulatedChannel server = _net.AddHost("server").OpenChannel(443);
        var received = new CollectingReceiver();
        server.Start(received);
        phone.Send([1], server.LocalAddress);
        _net.RunFor(TimeSpan.FromSeconds(20));
        server.Send([2], received.Received[0].Source);
        _net.RunUntilQuiescent();

        home.Mappings.Should().ContainSingle();
        carrier.Mappings.Should().BeEmpty();
        _net.Ledger.DroppedBy(DropReason.MappingExpired).Should().Be(1);
    }

    [Fact]
    public void A_number_of_addresses_that_does_not_fit_the_options_is_refused()
    {
        _net.Invoking(it => it.AddNat("none", new NatOptions(), addresses: 0))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A NAT with 0 external addresses is impossible: it needs at least 1.");
        _net.Invoking(it => it.AddNat("one", NatPresets.StatefulFirewall, addresses: 1))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("A firewall that translates nothing has no external addresses*");
    }
}

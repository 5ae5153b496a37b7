using JumpingVpn.Datagrams;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;
using JumpingVpn.Sockets.Nat;
using static JumpingVpn.Network.Nat.EndpointDependence;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>Mapping, filtering and lifetime (RFC 4787), seen from real sockets on both sides.</summary>
public sealed class UdpNatBehaviourTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly NatLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_datagram_and_its_answer_pass()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat();
        TransportAddress gateway = nat.AddForward(server.Address);

        phone.Send(1, gateway);
        _lab.Settle();
        server.Send(2, server.LastSource);
        _lab.Settle();

        server.Received.Should().Equal(1);
        server.LastSource.Should().Be(nat.ExternalAddresses[0].WithPort(phone.Address.Port), "the external endpoint is really bound");
        phone.Received.Should().Equal(2);
        phone.LastSource.Should().Be(gateway, "the host inside knows the server by this address alone");
    }

    [Theory]
    [InlineData(EndpointIndependent, EndpointIndependent)]
    [InlineData(EndpointIndependent, AddressDependent)]
    [InlineData(EndpointIndependent, AddressAndPortDependent)]
    [InlineData(AddressDependent, EndpointIndependent)]
    [InlineData(AddressDependent, AddressDependent)]
    [InlineData(AddressDependent, AddressAndPortDependent)]
    [InlineData(AddressAndPortDependent, EndpointIndependent)]
    [InlineData(AddressAndPortDependent, AddressDependent)]
    [InlineData(AddressAndPortDependent, AddressAndPortDependent)]
    public void Mapping_and_filtering_are_independent(EndpointDependence mapping, EndpointDependence filtering)
    {
        TransportAddress addressA = _lab.NextAddress();
        TransportAddress addressB = _lab.NextAddress();
        if (addressA.SameHost(addressB))
        {
            return; // This system has one loopback address, so remotes cannot differ by address.
        }

        LabHost[] remotes = [_lab.Host(addressA), _lab.Host(addressA), _lab.Host(addressB)];
        LabHost phone = _lab.Host();
        LabHost stranger = _lab.Host();
        UdpNat nat = _lab.Nat(new NatOptions { Mapping = mapping, Filtering = filtering });
        TransportAddress[] fronts = [.. remotes.Select(remote => nat.AddForward(remote.Address))];

        // First only A:1 is contacted: who may answer to that mapping?
        phone.Send(0, fronts[0]);
        _lab.Settle();
        TransportAddress external = remotes[0].LastSource;
        foreach ((LabHost sender, byte mark) in remotes.Append(stranger).Select((remote, i) => (remote, (byte)(i + 1))))
        {
            sender.Send(mark, external);
        }

        _lab.Settle();
        phone
            .Received.Should()
            .Equal(
                filtering switch
                {
                    EndpointIndependent => [1, 2, 3, 4],
                    AddressDependent => [1, 2],
                    _ => [1],
                }
            );
        nat.Ledger.DroppedBy(DropReason.NatFiltered).Should().Be(4 - phone.Count);

        // Then A:2 and B:1 as well: how many external endpoints do the remotes see?
        phone.Send(0, fronts[1]);
        phone.Send(0, fronts[2]);
        _lab.Settle();
        remotes
            .Select(remote => remote.LastSource)
            .Distinct()
            .Should()
            .HaveCount(
                mapping switch
                {
                    EndpointIndependent => 1,
                    AddressDependent => 2,
                    _ => 3,
                }
            );
        nat.Mappings().Should().HaveCount((int)mapping + 1);
    }

    [Fact]
    public void A_stranger_who_is_admitted_can_be_answered()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        LabHost stranger = _lab.Host();
        UdpNat nat = _lab.Nat(NatPresets.FullCone);
        phone.Send(1, nat.AddForward(server.Address));
        _lab.Settle();

        stranger.Send(2, server.LastSource);
        stranger.Send(3, server.LastSource);
        _lab.Settle();
        phone.Send(4, phone.LastSource);
        _lab.Settle();

        phone.Received.Should().Equal(2, 3);
        phone.Sources.Distinct().Should().ContainSingle("a stranger keeps its inside address");
        stranger.Received.Should().Equal(4);
    }

    [Fact]
    public void Too_many_strangers_cost_the_oldest_its_inside_address()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        LabHost[] strangers = [_lab.Host(), _lab.Host(), _lab.Host()];
        UdpNat nat = _lab.Nat(NatPresets.FullCone, options => options with { MaxStrangers = 2 });
        phone.Send(1, nat.AddForward(server.Address));
        _lab.Settle();

        Array.ForEach(strangers, stranger => stranger.Send(2, server.LastSource));
        _lab.Settle();
        phone.Send(3, phone.Sources[0]);
        phone.Send(3, phone.Sources[1]);
        _lab.Settle();

        strangers.Select(stranger => stranger.Count).Should().Equal(0, 1, 0);
    }

    [Fact]
    public void Two_hosts_with_one_port_get_two_external_endpoints()
    {
        LabHost first = _lab.Host();
        LabHost second = _lab.Host(_lab.NextAddress().WithPort(first.Address.Port));
        LabHost server = _lab.Host();
        TransportAddress gateway = _lab.Nat().AddForward(server.Address);

        first.Send(1, gateway);
        second.Send(2, gateway);
        _lab.Settle();
        foreach ((byte content, TransportAddress source) in server.Received.Zip(server.Sources).ToArray())
        {
            server.Send(content, source);
        }

        _lab.Settle();

        server.Sources.Should().OnlyHaveUniqueItems();
        first.Received.Should().Equal(1);
        second.Received.Should().Equal(2);
    }

    [Fact]
    public void One_tick_before_its_lifetime_a_mapping_lives()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(new NatOptions { MappingLifetime = Lifetime });
        phone.Send(1, nat.AddForward(server.Address));

        _lab.Pass(Lifetime - Tick);
        server.Send(2, server.LastSource);
        _lab.Settle();

        phone.Received.Should().Equal(2);
        nat.Mappings().Should().ContainSingle();
    }

    [Fact]
    public void At_its_lifetime_a_mapping_is_gone_and_the_drop_has_its_reason()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(new NatOptions { MappingLifetime = Lifetime, PortAssignment = PortAssignment.Sequential });
        TransportAddress gateway = nat.AddForward(server.Address);
        phone.Send(1, gateway);

        _lab.Pass(Lifetime);
        TransportAddress old = server.LastSource;
        server.Send(2, old);
        _lab.Settle();
        phone.Send(3, gateway);
        _lab.Settle();

        phone.Count.Should().Be(0);
        nat.Ledger.DroppedBy(DropReason.MappingExpired).Should().Be(1);
        server.LastSource.Should().NotBe(old, "the next datagram makes a new mapping");
    }

    [Fact]
    public void An_exhausted_pool_drops_new_flows_and_keeps_the_old()
    {
        LabHost first = _lab.Host();
        LabHost second = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(new NatOptions { FirstPort = 40_000, LastPort = 40_000 });
        TransportAddress gateway = nat.AddForward(server.Address);

        first.Send(1, gateway);
        second.Send(2, gateway);
        first.Send(3, gateway);
        _lab.Settle();

        server.Received.Should().Equal(1, 3);
        nat.Ledger.DroppedBy(DropReason.PortsExhausted).Should().Be(1);
    }

    [Fact]
    public void Pass_through_keeps_the_port_admits_anybody_and_never_expires()
    {
        LabHost gateway = _lab.Host();
        LabHost client = _lab.Host();
        LabHost stranger = _lab.Host();
        UdpNat relay = _lab.Nat(UdpNatOptions.PassThrough);
        client.Send(1, relay.AddForward(gateway.Address));

        _lab.Pass(TimeSpan.FromDays(365));
        stranger.Send(2, gateway.LastSource);
        _lab.Settle();

        gateway.LastSource.Port.Should().Be(client.Address.Port);
        client.Received.Should().Equal(2);
    }
}

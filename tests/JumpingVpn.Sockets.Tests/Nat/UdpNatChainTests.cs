using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>A home NAT behind a carrier's NAT: the inside address of one is where the other sends.</summary>
public sealed class UdpNatChainTests : IDisposable
{
    private readonly NatLab _lab = new();
    private readonly UdpNat _carrier;
    private readonly UdpNat _home;
    private readonly LabHost _phone;
    private readonly LabHost _server;
    private readonly TransportAddress _gateway;

    public UdpNatChainTests()
    {
        _carrier = _lab.Nat(NatPresets.Symmetric);
        _home = _lab.Nat(NatPresets.PortRestrictedCone with { MappingLifetime = TimeSpan.FromSeconds(30) });
        _phone = _lab.Host();
        _server = _lab.Host();
        _gateway = _home.AddForward(_server.Address, via: _carrier.AddForward(_server.Address));
    }

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void A_datagram_and_its_answer_pass_both()
    {
        _phone.Send(1, _gateway);
        _lab.Settle();
        _server.Send(2, _server.LastSource);
        _lab.Settle();

        _server.LastSource.SameHost(_carrier.ExternalAddresses[0]).Should().BeTrue("the server sees the outer NAT");
        _phone.Received.Should().Equal(2);
        _phone.LastSource.Should().Be(_gateway);
    }

    [Fact]
    public void The_inner_table_goes_by_the_remote_and_not_by_the_way_to_it()
    {
        _phone.Send(1, _gateway);
        _lab.Settle();

        _home.Mappings().Should().ContainSingle().Which.Contacts.Should().Equal(_server.Address);
        _carrier.Mappings().Should().ContainSingle().Which.Inside.Should().Be(_home.Mappings()[0].External);
    }

    [Fact]
    public void Either_may_rebind_and_the_server_sees_a_new_address_each_time()
    {
        foreach (UdpNat nat in (UdpNat[])[_home, _carrier, _home])
        {
            _phone.Send(1, _gateway);
            _lab.Settle();
            nat.Rebind(NatRebindingKind.Port, NatScope.All);
        }

        _phone.Send(1, _gateway);
        _lab.Settle();
        _server.Send(2, _server.LastSource);
        _lab.Settle();

        _server.Sources.Should().HaveCount(4).And.OnlyHaveUniqueItems();
        _phone.Received.Should().Equal(2);
    }

    [Fact]
    public void The_inner_mapping_may_expire_before_the_outer()
    {
        _phone.Send(1, _gateway);
        _lab.Pass(TimeSpan.FromSeconds(30));
        _server.Send(2, _server.LastSource);
        _lab.Settle();

        _phone.Count.Should().Be(0);
        _carrier.Mappings().Should().ContainSingle();
        _home.Mappings().Should().BeEmpty();
    }
}

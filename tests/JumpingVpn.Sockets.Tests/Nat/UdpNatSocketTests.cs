using JumpingVpn.Datagrams;
using JumpingVpn.Network.Nat;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Sockets.Tests.Nat;

/// <summary>The correspondence between the table's endpoints and real sockets, and misuse.</summary>
public sealed class UdpNatSocketTests : IDisposable
{
    private readonly NatLab _lab = new();

    public void Dispose() => _lab.Dispose();

    [Fact]
    public void Where_a_port_is_taken_on_this_machine_the_kernel_picks_another_and_traffic_flows_both_ways()
    {
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat();
        LabHost squatter = _lab.Host(nat.ExternalAddresses[0]);
        LabHost phone = _lab.Host(_lab.NextAddress().WithPort(squatter.Address.Port));

        phone.Send(1, nat.AddForward(server.Address));
        _lab.Settle();
        server.Send(2, server.LastSource);
        _lab.Settle();

        TransportAddress external = nat.Mappings()[0].External;
        external.Should().Be(squatter.Address, "the table knows nothing of this machine's ports");
        nat.BoundAddress(external).Should().Be(server.LastSource).And.NotBe(external);
        phone.Received.Should().Equal(2);
    }

    [Fact]
    public void External_addresses_may_be_mere_names()
    {
        var name = TransportAddress.FromIPv4(203, 0, 113, 1, 0);
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat(refine: options => options with { ExternalAddresses = [name], OutsideBindAddress = Loopback.AnyPort });

        phone.Send(1, nat.AddForward(server.Address));
        _lab.Settle();
        server.Send(2, server.LastSource);
        _lab.Settle();

        nat.Mappings()[0].External.Should().Be(name.WithPort(phone.Address.Port));
        server.LastSource.SameHost(Loopback.AnyPort).Should().BeTrue();
        phone.Received.Should().Equal(2);
    }

    [Fact]
    public void An_inside_address_that_is_taken_is_an_error_with_a_sentence()
    {
        LabHost squatter = _lab.Host();
        UdpNat nat = _lab.Nat();
        NatForward forward = new(_lab.Host().Address) { Bind = squatter.Address };

        nat.TryAddForward(forward, out _, out BindError? error).Should().BeFalse();

        error!.Kind.Should().Be(BindErrorKind.AddressInUse);
        nat.AddForward(forward.Remote).Port.Should().NotBe(0, "a failed attempt leaves nothing behind");
    }

    [Fact]
    public void A_remote_is_fronted_once()
    {
        UdpNat nat = _lab.Nat();
        TransportAddress remote = _lab.Host().Address;
        nat.AddForward(remote);

        nat.Invoking(n => n.AddForward(remote)).Should().Throw<ArgumentException>().WithMessage($"*{remote}*");
    }

    [Fact]
    public async Task Disposal_is_idempotent_and_closes_every_address()
    {
        LabHost phone = _lab.Host();
        LabHost server = _lab.Host();
        UdpNat nat = _lab.Nat();
        TransportAddress gateway = nat.AddForward(server.Address);
        phone.Send(1, gateway);
        _lab.Settle();

        await nat.DisposeAsync();
        await nat.DisposeAsync();
        phone.Send(2, gateway);
        server.Send(3, server.LastSource);
        _lab.Settle();

        _lab.Pump.Counters.ClosedPort.Should().Be(2);
        nat.InjectAsExternal([1], server.LastSource, server.Address).Should().BeFalse();
        nat.Invoking(n => n.AddForward(phone.Address)).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Func<UdpNatOptions, UdpNatOptions>[] impossible =
        [
            options => options with { MaxDelayedDatagrams = 0 },
            options => options with { MaxStrangers = 0 },
            options => options with { MaxRetiredSockets = -1 },
            options => options with { ExternalAddresses = [] },
            options => options with { Nat = new NatOptions { MappingLifetime = TimeSpan.Zero } },
        ];

        foreach (Func<UdpNatOptions, UdpNatOptions> refine in impossible)
        {
            _lab.Invoking(lab => lab.Nat(refine: refine)).Should().Throw<ArgumentException>();
        }
    }
}

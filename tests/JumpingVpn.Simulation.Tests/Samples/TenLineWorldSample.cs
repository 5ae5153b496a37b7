using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Simulation.Tests.Samples;

/// <summary>The first sample of docs/simulation.md: a world in ten lines.</summary>
public class TenLineWorldSample
{
    [Fact]
    public void A_phone_behind_a_home_NAT_is_forgotten_and_found_again()
    {
        var net = new SimulatedNetwork(seed: 1);
        SimulatedHost gateway = net.AddHost("gw");
        SimulatedNat home = net.AddNat("home", NatPresets.PortRestrictedCone);
        SimulatedHost phone = net.AddHost("phone", behind: home);
        phone.Link.SetBoth(new LinkOptions { Delay = TimeSpan.FromMilliseconds(40), Loss = Probability.FromPercent(5) });
        using SimulatedChannel server = gateway.OpenChannel(port: 7000);
        server.Start(new PingServer(server));
        using SimulatedChannel client = phone.OpenChannel();
        var ping = new ReliablePing(client, server.LocalAddress, net.TimeProvider);
        net.Run(async () =>
        {
            await ping.PingAsync(1);
            home.Rebind();
            await ping.PingAsync(2);
        });
        net.EnsureBalanced();

        home.Mappings.Should().ContainSingle();
    }
}

using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Simulation.Tests.Samples;

/// <summary>The third sample of docs/simulation.md: what hosts and attackers do on a bad day.</summary>
public class BadDaySample
{
    [Fact]
    public void A_gateway_stalls_and_crashes_a_phone_changes_its_network_and_somebody_stands_on_the_path()
    {
        var net = new SimulatedNetwork(seed: 1);
        SimulatedHost gateway = net.AddHost("gw");
        SimulatedHost phone = net.AddHost("phone", behind: net.AddNat("home", NatPresets.HomeRouter));
        SimulatedInterface lte = net.AddInterface(phone, "lte", behind: net.AddNat("carrier", NatPresets.Cgnat));
        SimulatedChannel server = gateway.OpenChannel(port: 7000);
        server.Start(new PingServer(server));
        var ping = new ReliablePing(lte.OpenChannel(), server.LocalAddress, phone.Clock);
        phone.Clock.DriftPartsPerMillion = 200;

        gateway.Pause();
        net.Loop.After(TimeSpan.FromSeconds(3), gateway.Resume);
        net.Run(() => ping.PingAsync(1));
        net.RunUntilQuiescent();

        gateway.Crash();
        net.Loop.After(TimeSpan.FromSeconds(1), () => gateway.Restart(Boot));
        net.Run(() => ping.PingAsync(2));

        var mallory = new OnPathAttacker();
        using InterceptionPoint onLte = lte.Link.Up.Intercept(mallory);
        AttackRule theft = mallory.Hold(new FaultScope { Times = 1 });
        net.Run(() => ping.PingAsync(3));
        onLte.Release();
        net.RunFor(TimeSpan.FromSeconds(1));

        CapturedDatagram copy = theft.Captured[0];
        net.Inject(copy.Payload.Span, copy.Source, copy.Destination);
        net.RunFor(TimeSpan.FromSeconds(1));
        net.EnsureNothingVacuous();
        net.EnsureBalanced();

        net.Ledger.DroppedBy(DropReason.HostDown).Should().BeInRange(9, 11, "the ping repeats itself every 100 ms");
        net.Ledger.HandedOver.Should().BeGreaterThan(30);

        static void Boot(SimulatedHost host)
        {
            SimulatedChannel reborn = host.OpenChannel(port: 7000);
            reborn.Start(new PingServer(reborn));
        }
    }
}

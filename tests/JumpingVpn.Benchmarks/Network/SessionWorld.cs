using JumpingVpn.Fuzzing;
using JumpingVpn.Network.Nat;
using JumpingVpn.Protocol;
using JumpingVpn.Simulation;

namespace JumpingVpn.Benchmarks.Network;

/// <summary>
/// The smallest whole story: a phone behind a home NAT and a gateway; a handshake, three messages, the death of the transport,
/// a reattach from another port, three more messages, and all is torn down.
/// </summary>
internal static class SessionWorld
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs it and checks that all six messages were delivered.</summary>
    public static void Run(ulong seed)
    {
        var net = new SimulatedNetwork(seed);
        SimulatedHost gateway = net.AddHost("gw");
        SimulatedHost phone = net.AddHost("phone", net.AddNat("home", NatPresets.PortRestrictedCone));
        SimulatedChannel listening = gateway.OpenChannel(4500);
        var server = new SessionServer(new ServerOptions(), new SeededEntropy(seed));
        var serverDriver = new SessionServerDriver(server, listening, net.TimeProvider.Perpetual);
        var client = new SessionClient(new ClientOptions(), listening.LocalAddress, new SeededEntropy(seed + 1));
        var clientDriver = new SessionClientDriver(client, phone.OpenChannel(), net.TimeProvider.Perpetual);

        clientDriver.Connect();
        Require(net.RunUntil(() => client.State == SessionState.Attached, Patience));
        SendThree(net, clientDriver);
        clientDriver.TransportLost();
        Complete(clientDriver.AttachChannel(phone.OpenChannel()).DisposeAsync());
        Require(net.RunUntil(() => client.State == SessionState.Attached, Patience));
        SendThree(net, clientDriver);
        Require(server.Counters.DataDelivered == 6 && server.Counters.Switches == 1);
        Complete(clientDriver.DisposeAsync());
        Complete(serverDriver.DisposeAsync());
    }

    /// <summary>The same network and the same number of datagrams without a protocol: what the simulator alone costs.</summary>
    public static void RunBare(ulong seed)
    {
        var net = new SimulatedNetwork(seed);
        SimulatedHost gateway = net.AddHost("gw");
        SimulatedHost phone = net.AddHost("phone", net.AddNat("home", NatPresets.PortRestrictedCone));
        using SimulatedChannel listening = gateway.OpenChannel(4500);
        listening.Start(new EchoReceiver(listening));
        for (int transport = 0; transport < 2; transport++)
        {
            using SimulatedChannel channel = phone.OpenChannel();
            channel.Start(new EchoReceiver(null));
            for (int i = 0; i < 4; i++)
            {
                channel.Send("hello"u8, listening.LocalAddress);
                net.RunUntilQuiescent();
            }
        }

        Require(net.Ledger.Delivered == 16);
    }

    private static void SendThree(SimulatedNetwork net, SessionClientDriver driver)
    {
        for (int i = 0; i < 3; i++)
        {
            Require(driver.TrySend("hello"u8, out _));
            Require(net.RunUntil(() => driver.Core.UnacknowledgedCount == 0, Patience));
        }
    }

    private static void Complete(ValueTask task) => task.AsTask().GetAwaiter().GetResult();

    private static void Require(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException("The world of the benchmark did not do what it is measured for.");
        }
    }

    private sealed class EchoReceiver(SimulatedChannel? channel) : Datagrams.IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in Datagrams.TransportAddress source) => channel?.Send(datagram, source);
    }
}

using System.Collections.Immutable;
using System.Globalization;
using JumpingVpn.Datagrams;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Nat;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Tracing;

namespace JumpingVpn.Simulation.Tests.Determinism;

/// <summary>
/// What the tests start in fresh processes: a user's workload, its trace on standard output. <c>ordered</c> is clean; <c>unordered</c>
/// lets the order of a set decide who sends first.
/// </summary>
internal static class WorkloadProgram
{
    public const string Ordered = "ordered";
    public const string Unordered = "unordered";

    public static int Main(string[] arguments)
    {
        using Stream output = Console.OpenStandardOutput();
        output.Write(Run(arguments[0]));
        return 0;
    }

    /// <summary>Runs it here and gives the bytes of its trace.</summary>
    public static byte[] Run(string kind)
    {
        var net = new SimulatedNetwork(seed: 11);
        using var trace = new SimulationTrace(net.Loop);
        net.Observe(trace);
        SimulatedHost gateway = net.AddHost("gw");
        SimulatedChannel echo = gateway.OpenChannel(7000);
        echo.Start(new Echo(echo));
        SimulatedNat home = net.AddNat("home", NatPresets.Symmetric);
        IEnumerable<string> names = Enumerable.Range(0, 12).Select(number => string.Create(CultureInfo.InvariantCulture, $"phone{number}"));
        foreach (string name in kind == Unordered ? ImmutableHashSet.CreateRange(names) : names)
        {
            SimulatedHost phone = net.AddHost(name, home);
            phone.Link.SetBoth(
                new LinkOptions
                {
                    Delay = TimeSpan.FromMilliseconds(30),
                    Jitter = TimeSpan.FromMilliseconds(12),
                    JitterDistribution = JitterDistribution.Normal,
                    Loss = Probability.FromPercent(10),
                }
            );
            SimulatedChannel channel = phone.OpenChannel();
            channel.Start(new Echo(null));
            net.Loop.Start(() => PingAsync(net, channel, echo.LocalAddress));
        }

        net.RunUntilQuiescent();
        return trace.Utf8Lines.ToArray();
    }

    private static async Task PingAsync(SimulatedNetwork net, SimulatedChannel channel, TransportAddress server)
    {
        for (byte number = 0; number < 10; number++)
        {
            channel.Send([number], server);
            await Task.Delay(TimeSpan.FromMilliseconds(20), net.TimeProvider);
        }
    }

    private sealed class Echo(SimulatedChannel? channel) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) => channel?.Send(datagram, source);
    }
}

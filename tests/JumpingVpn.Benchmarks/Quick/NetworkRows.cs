using System.Globalization;
using JumpingVpn.Benchmarks.EventQueues;
using JumpingVpn.Benchmarks.Network;
using JumpingVpn.Network.Nat;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>The figures of the simulated network.</summary>
internal static class NetworkRows
{
    private const int QueueOperations = 1_000_000;
    private const int Datagrams = 400_000;
    private const int Hosts = 10_000;

    /// <summary>The event queue beside the yardstick.</summary>
    public static IEnumerable<Row> Queue()
    {
        foreach ((int pending, double target) in new[] { (1_000, 1.0), (100_000, 1.0), (1_000_000, 1.5) })
        {
            var model = new HoldModel(pending);
            (double queue, double heap) = Measure.Rates(() => model.RunQueue(QueueOperations), () => model.RunHeap(QueueOperations));
            string with = string.Create(CultureInfo.InvariantCulture, $"{pending:N0} pending");
            yield return new Row($"plain 4-ary heap, push + pop, {with}", heap, "per second");
            yield return new Row($"event queue, push + pop, {with}", queue, "per second");
            yield return new Row($"event queue against the heap, {with}", queue / heap, "times", target);
        }
    }

    /// <summary>Datagrams and hosts.</summary>
    public static IEnumerable<Row> Network()
    {
        var home = new EchoWorld(clients: 1, natted: true);
        yield return new Row(
            "echo through a home NAT, delay + jitter + loss on two links",
            Measure.Rate(() => home.Run(Datagrams, 64)),
            "datagrams/s",
            4_000_000
        );
        yield return new Row("allocated on that path", Measure.Allocated(() => home.Run(Datagrams, 64)), "B/datagram", 0, AtMost: true);

        var pair = new EchoWorld(clients: 1, natted: false);
        var crowd = new EchoWorld(clients: Hosts - 1, natted: false);
        (double two, double many) = Measure.Rates(() => pair.Run(Datagrams, 64), () => crowd.Run(Datagrams, 64));
        yield return new Row("echo between 2 hosts, no NAT, 64 pings under way", two, "datagrams/s");
        yield return new Row("echo among 10,000 hosts, no NAT, 64 pings under way", many, "datagrams/s");
        yield return new Row("cost of a datagram, 10,000 hosts against 2, 64 pings under way", two / many, "times", 1.3, AtMost: true);
        (two, many) = Measure.Rates(() => pair.Run(Datagrams, Hosts), () => crowd.Run(Datagrams, Hosts));
        yield return new Row("cost of a datagram, 10,000 hosts against 2, 10,000 pings under way", two / many, "times", 1.3, AtMost: true);
        foreach (Row row in WhatCrowdsCost(pair, crowd))
        {
            yield return row;
        }

        yield return new Row("idle host with one channel", IdleHosts.BytesEach(Hosts), "live bytes", 2_048, AtMost: true);
    }

    /// <summary>Why a crowd costs more: its own link for each host, and memory that no cache holds.</summary>
    private static IEnumerable<Row> WhatCrowdsCost(EchoWorld pair, EchoWorld crowd)
    {
        var room = new EchoWorld(clients: 63, natted: false);
        (double two, double few) = Measure.Rates(() => pair.Run(Datagrams, 64), () => room.Run(Datagrams, 64));
        yield return new Row("cost of a datagram, 64 hosts against 2, 64 pings under way", two / few, "times");
        (few, double many) = Measure.Rates(() => room.Run(Datagrams, 64), () => crowd.Run(Datagrams, 64));
        yield return new Row("a datagram among 10,000 hosts costs more than among 64 by", (1e9 / many) - (1e9 / few), "ns");
        var oneRecord = new BareWalk(1);
        var allRecords = new BareWalk(Hosts);
        (double hot, double cold) = Measure.Rates(() => oneRecord.Run(Datagrams), () => allRecords.Run(Datagrams));
        yield return new Row("touching 8 lines of 10,000 records costs more than of 1 by", (1e9 / cold) - (1e9 / hot), "ns");
    }

    /// <summary>Whole worlds, one after the other on one core.</summary>
    public static IEnumerable<Row> Worlds()
    {
        const int worlds = 1_000;
        ulong seed = 1;
        (double bare, double whole) = Measure.Rates(
            () => Repeat(SessionWorld.RunBare),
            () => Repeat(SessionWorld.Run),
            atLeast: TimeSpan.FromSeconds(8)
        );
        yield return new Row("worlds of host, NAT, gateway; 16 datagrams, no protocol", bare, "worlds/s");
        yield return new Row("worlds with a session: handshake, 3 DATA, death, reattach, 3 DATA", whole, "worlds/s", 50_000);
        yield return new Row("allocated by one without protocol", Measure.Allocated(() => Repeat(SessionWorld.RunBare)), "bytes");
        yield return new Row("allocated by one with a session", Measure.Allocated(() => Repeat(SessionWorld.Run)), "bytes");

        long Repeat(Action<ulong> world)
        {
            for (int i = 0; i < worlds; i++)
            {
                world(seed++);
            }

            return worlds;
        }
    }

    /// <summary>NAT tables of very many flows.</summary>
    public static IEnumerable<Row> Nat()
    {
        var home = new NatLoad(NatPresets.PortRestrictedCone, addresses: 2, seconds: 1_000_000);
        yield return new Row("NAT table, 100,000 new mappings", Measure.Rate(home.RunNew), "per second");
        yield return new Row("allocated by one of them, growth included", Measure.Allocated(home.RunNew), "bytes");
        yield return new Row("100,000 mappings, outbound in no order", Measure.Rate(home.RunOutbound), "datagrams/s");
        yield return new Row("100,000 mappings, inbound in no order", Measure.Rate(home.RunInbound), "datagrams/s");
        yield return new Row("allocated by one inbound", Measure.Allocated(home.RunInbound), "bytes", 0, AtMost: true);
        foreach ((string name, NatLoad load) in Churning())
        {
            load.RunNew();
            yield return new Row($"one mapping ends, one begins, {name}", Measure.Rate(load.RunChurn), "per second");
            yield return new Row("allocated by one of them", Measure.Allocated(load.RunChurn), "bytes", 0, AtMost: true);
        }
    }

    private static IEnumerable<(string Name, NatLoad Load)> Churning()
    {
        yield return ("100,000 of 129,024 ports", new NatLoad(NatPresets.PortRestrictedCone, addresses: 2));
        yield return ("64,512 of 64,512 ports", new NatLoad(NatPresets.PortRestrictedCone, addresses: 1, flows: 64_512));
        yield return ("58,000 of 64,512 random ports", new NatLoad(NatPresets.Symmetric, addresses: 1, flows: 58_000));
    }
}

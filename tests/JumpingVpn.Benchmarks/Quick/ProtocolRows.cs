using JumpingVpn.Benchmarks.Protocol;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>The figures of the session server without sockets.</summary>
internal static class ProtocolRows
{
    private const int Datagrams = 300_000;
    private const int Many = 1_000_000;
    private const int Requests = 50_000;
    private const int Rounds = 8;
    private const int DataInFlood = 3_000;

    public static IEnumerable<Row> All()
    {
        using var one = new ServerLoad(sessions: 1);
        yield return new Row("server core, DATA, 1 session", Measure.Rate(() => one.RunData(Datagrams)), "DATA/s", 1_500_000);
        yield return new Row("allocated by one accepted DATA", Measure.Allocated(() => one.RunData(Datagrams)), "bytes", 0, AtMost: true);

        // Every request is valid once: a round takes its own.
        using var few = new ServerLoad(sessions: 1_000);
        byte[][] requests = few.MakeReattachRequests(Requests * Rounds);
        int round = 0;
        double reattaches = Measure.Rate(() => few.RunReattach(requests[(Requests * round++)..(Requests * round)]), Rounds);
        yield return new Row("server core, reattach in demo mode", reattaches, "per second", 300_000);
        requests = [];

        long before = GC.GetTotalMemory(forceFullCollection: true);
        using var million = new ServerLoad(Many);
        double each = (double)(GC.GetTotalMemory(forceFullCollection: true) - before - (Many * 8L)) / Many;
        yield return new Row("idle session at 1,000,000", each, "live bytes", 256, AtMost: true);

        (double alone, double crowded) = Measure.Rates(() => one.RunData(Datagrams), () => million.RunData(Datagrams));
        yield return new Row("server core, DATA, 1,000,000 sessions in turn", crowded, "DATA/s");
        yield return new Row("cost of a DATA, 1,000,000 sessions against 1", alone / crowded, "times");

        var oneItem = new BareLookUp(1);
        var manyItems = new BareLookUp(Many);
        (double bareAlone, double bareCrowded) = Measure.Rates(() => oneItem.Run(Datagrams), () => manyItems.Run(Datagrams));
        yield return new Row("a DATA among 1,000,000 sessions costs more than alone by", (1e9 / crowded) - (1e9 / alone), "ns");
        yield return new Row(
            "a bare look-up among 1,000,000 objects costs more than of one by",
            (1e9 / bareCrowded) - (1e9 / bareAlone),
            "ns"
        );
        foreach (Row row in AmongIdleSessions(million).Concat(IdleTimes()).Concat(Flooded()))
        {
            yield return row;
        }
    }

    /// <summary>What a million sessions that only wait for their end cost those that do not.</summary>
    private static IEnumerable<Row> AmongIdleSessions(ServerLoad million)
    {
        foreach (int busy in (int[])[1, 64])
        {
            using var alone = new ServerLoad(busy);
            (double without, double among) = Measure.Rates(() => alone.RunData(Datagrams), () => million.RunData(Datagrams, busy));
            yield return new Row($"server core, DATA of {busy} with 1,000,000 sessions idle beside", among, "DATA/s");
            yield return new Row(
                $"cost of a DATA of {busy}, 1,000,000 idle beside against none",
                without / among,
                "times",
                1.2,
                AtMost: true
            );
        }
    }

    /// <summary>What the order of expiry alone costs a datagram, in the order that is kindest to caches and in one that is not
    /// kind.</summary>
    private static IEnumerable<Row> IdleTimes()
    {
        var one = new IdleOrder(1);
        var all = new IdleOrder(Many);
        foreach ((string order, bool inTurn) in new[] { ("in turn", true), ("in no order", false) })
        {
            double[] seconds = Measure.Least(() =>
                [
                    Measure.SecondsEach(() => one.RunLookUp(Datagrams, inTurn)),
                    Measure.SecondsEach(() => one.RunRestart(Datagrams, inTurn)),
                    Measure.SecondsEach(() => all.RunLookUp(Datagrams, inTurn)),
                    Measure.SecondsEach(() => all.RunRestart(Datagrams, inTurn)),
                ]
            );
            yield return new Row("the idle time's share of a datagram beyond a look-up, 1 session", (seconds[1] - seconds[0]) * 1e9, "ns");
            yield return new Row($"the same among 1,000,000 {order}", (seconds[3] - seconds[2]) * 1e9, "ns");
            yield return new Row($"that look-up with the idle time against without, {order}", seconds[3] / seconds[2], "times");
        }
    }

    /// <summary>What a flood takes from a session that lives through it: ten datagrams between any two of its own.</summary>
    private static IEnumerable<Row> Flooded()
    {
        foreach ((string from, uint sources) in new[] { ("many sources", 4_000_000u), ("one source", 1u) })
        {
            using var calm = new ServerLoad(sessions: 1);
            using var flooded = new ServerLoad(sessions: 1);
            var flood = new Flood(sources);
            double[] seconds = Measure.Least(() =>
            {
                double alone = calm.RunFlooded(DataInFlood, flood, between: 0).Data;
                (double data, double each) = flooded.RunFlooded(DataInFlood, flood, between: 10);
                return [alone, data, each];
            });
            yield return new Row($"DATA in a flood from {from}, by the time spent on DATA", 1 / seconds[1], "DATA/s", 1_500_000);
            yield return new Row($"cost of a DATA in a flood from {from} against none", seconds[1] / seconds[0], "times");
            yield return new Row($"a datagram of a flood from {from} against a DATA", seconds[2] / seconds[0], "times");
            yield return new Row("DATA refused during that flood", flooded.DataRefused, "DATA", 0, AtMost: true);
        }
    }
}

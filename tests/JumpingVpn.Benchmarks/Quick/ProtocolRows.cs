using JumpingVpn.Benchmarks.Protocol;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>The figures of the session server without sockets.</summary>
internal static class ProtocolRows
{
    private const int Datagrams = 300_000;
    private const int Many = 1_000_000;
    private const int Requests = 50_000;
    private const int Rounds = 8;

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
        yield return new Row("server core, DATA, 1,000,000 sessions in no order", crowded, "DATA/s");
        yield return new Row("cost of a DATA, 1,000,000 sessions against 1", alone / crowded, "times");

        var oneItem = new BareLookUp(1);
        var manyItems = new BareLookUp(Many);
        (double bareAlone, double bareCrowded) = Measure.Rates(() => oneItem.Run(Datagrams), () => manyItems.Run(Datagrams));
        yield return new Row("a DATA among 1,000,000 sessions costs more than alone by", (1e9 / crowded) - (1e9 / alone), "ns");
        yield return new Row("a bare look-up among 1,000,000 objects costs more than of one by", (1e9 / bareCrowded) - (1e9 / bareAlone), "ns");
    }
}

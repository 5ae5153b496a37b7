using System.Diagnostics;
using JumpingVpn.Benchmarks.Sockets;
using JumpingVpn.Network.Impairments;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What a NAT over real sockets costs, and how exactly it keeps to a delay.</summary>
internal static class RelayRows
{
    private const int Datagrams = 20_000;
    private const int ManyFlows = 9_500; // two open files each, and many systems allow 20,000
    private const int Delays = 1_000;

    private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(20);

    /// <summary>Round trips against a direct echo, bytes allocated, and the error of a delay.</summary>
    public static IEnumerable<Row> All()
    {
        yield return Against(1, "relay, no impairment, 1 flow: round trips against a direct echo");
        yield return Against(ManyFlows, "the same, 9,500 flows");
        yield return new Row("bytes allocated for each datagram that is relayed", Allocated(), "B", 0.5, AtMost: true);
        TimeSpan[] errors = DelayErrors();
        yield return new Row("error of a delay of 20 ms, median", errors[Delays / 2].TotalMilliseconds, "ms", 0.3, AtMost: true);
        yield return new Row("the same, 99 of 100", errors[Delays * 99 / 100].TotalMilliseconds, "ms", 2, AtMost: true);
    }

    private static Row Against(int flows, string name)
    {
        using RelayLoad load = new(flows);
        (double directly, double through) = Measure.Rates(
            () => load.RunDirectly(Datagrams),
            () => load.RunRelayed(Datagrams),
            TimeSpan.FromSeconds(5)
        );
        return new Row(name, through / directly, "times", 0.45);
    }

    private static double Allocated()
    {
        using RelayLoad relayed = new(1);
        relayed.RunRelayed(Datagrams);
        long before = GC.GetTotalAllocatedBytes(precise: true);
        long trips = relayed.RunRelayed(Datagrams);
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / (2 * trips);
    }

    /// <summary>How much longer each round trip takes through a link with a delay than the median does without.</summary>
    private static TimeSpan[] DelayErrors()
    {
        using RelayLoad plain = new(1);
        using RelayLoad delayed = new(1, new LinkOptions { Delay = Delay });
        TimeSpan[] without = Trips(plain, Delays);
        TimeSpan[] with = Trips(delayed, Delays);
        return [.. with.Select(trip => trip - without[Delays / 2] - Delay).Select(error => error.Duration()).Order()];
    }

    private static TimeSpan[] Trips(RelayLoad load, int count)
    {
        var trips = new TimeSpan[count];
        for (int i = 0; i < count; i++)
        {
            long start = Stopwatch.GetTimestamp();
            load.RunRelayed(1);
            trips[i] = Stopwatch.GetElapsedTime(start);
        }

        return [.. trips.Order()];
    }
}

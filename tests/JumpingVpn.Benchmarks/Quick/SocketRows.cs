using JumpingVpn.Benchmarks.Sockets;
using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What real sockets cost, in processor time: two threads that wait for each other say more about the scheduler
/// otherwise.</summary>
internal static class SocketRows
{
    private const int Datagrams = 20_000;

    private static readonly TransportAddress Any = TransportAddress.FromIPv4(0, 0);
    private static readonly TransportAddress One = TransportAddress.FromIPv4(127, 0, 0, 1, 0);
    private static readonly TransportAddress Both = new(UInt128.Zero, 0);

    /// <summary>An echo over loopback, whose answering side is bound in different ways.</summary>
    public static IEnumerable<Row> All()
    {
        (double one, double any) = Costs(SocketEcho.Bind(One), SocketEcho.Bind(Any));
        yield return new Row("echo over loopback, bound to one address, 64 under way", 1e6 * one, "µs each");
        yield return new Row("cost of answering from the address that was asked, IPv4", any / one, "times", 1.05, AtMost: true);
        (one, double both) = Costs(SocketEcho.Bind(One), SocketEcho.Bind(Both));
        yield return new Row("the same, IPv4 over a socket of both families", both / one, "times", 1.05, AtMost: true);
        (double before, one) = Costs(SocketEcho.BindPortably(One), SocketEcho.Bind(One));
        yield return new Row("cost of our calls, with the time of arrival, against the BCL's", one / before, "times", 1.05, AtMost: true);
    }

    private static (double First, double Second) Costs(UdpDatagramChannel first, UdpDatagramChannel second)
    {
        var one = new SocketEcho(first);
        var other = new SocketEcho(second);
        try
        {
            double[] least = Measure.Least(() => [Cost(one), Cost(other)], atLeast: TimeSpan.FromSeconds(10));
            return (least[0], least[1]);
        }
        finally
        {
            one.DisposeAsync().AsTask().Wait();
            other.DisposeAsync().AsTask().Wait();
        }
    }

    private static double Cost(SocketEcho echo)
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long trips = echo.Run(Datagrams);
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds / trips;
    }
}

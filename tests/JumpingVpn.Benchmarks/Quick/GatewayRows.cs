using System.Security.Cryptography;
using JumpingVpn.Benchmarks.Gateway;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>
/// The whole program <c>jumpingvpn server</c> under load, in processor time of its process, against a plain echo: each round trip of DATA,
/// and each reattach. The client never sleeps and keeps 64 datagrams under way.
/// </summary>
internal static class GatewayRows
{
    private const int Trips = 20_000;
    private const int Moves = 50; // of 64 sessions each

    private static readonly TimeSpan AtLeast = TimeSpan.FromSeconds(12);

    private static readonly string[] Unbounded =
    [
        "--policy",
        "idle-ttl=24h",
        "--policy",
        "maximum-lifetime=24h",
        "--policy",
        "retry-policy=never",
        "--policy",
        "handshake-rate=1000000",
        "--policy",
        "source-rate=1000000",
        "--policy",
        "source-burst=1000000",
        "--policy",
        "switch-cooldown=0ms",
        "--policy",
        "maximum-switches-per-minute=10000",
        "--policy",
        "maximum-nonces=1048576",
    ];

    /// <summary>Defaults and full log against the echo; a million sessions are in <see cref="Million"/>.</summary>
    public static IEnumerable<Row> All()
    {
        double[] least = Compare(64, [], ["--log-level", "debug"]);
        yield return new Row("plain echo, processor time a round trip", 1e6 * least[0], "µs");
        yield return new Row("gateway with defaults, against it", least[1] / least[0], "times", 1.15, AtMost: true);
        yield return new Row("gateway with an event for each DATA, against it", least[2] / least[0], "times", 1.5, AtMost: true);
        double data = least[1];
        using var server = ServerProcess.Gateway(Unbounded);
        using var client = new BusyClient(server.Address);
        double move = Measure.Least(() => [CostOfMoves(server, client)], AtLeast)[0];
        double mac = Measure.Least(() => [CostOfHashes()])[0];
        yield return new Row("reattach with its event, processor time", 1e6 * move, "µs");
        yield return new Row("two HMACs", 2e6 * mac, "µs");
        yield return new Row("a reattach against a DATA and two HMACs", move / (data + (2 * mac)), "times", 2, AtMost: true);
    }

    /// <summary>The same among a million sessions.</summary>
    public static IEnumerable<Row> Million()
    {
        double[] least = Compare(1_000_000, []);
        yield return new Row(
            "gateway with defaults among 1,000,000 sessions, against the echo",
            least[1] / least[0],
            "times",
            1.15,
            AtMost: true
        );
    }

    private static double[] Compare(int sessions, params string[][] variants)
    {
        ServerProcess[] servers = [ServerProcess.Echo(), .. variants.Select(options => ServerProcess.Gateway([.. Unbounded, .. options]))];
        BusyClient[] clients = Array.ConvertAll(servers, server => new BusyClient(server.Address));
        try
        {
            foreach (BusyClient client in clients[1..])
            {
                client.Shake(sessions);
            }

            return Measure.Least(() => [.. servers.Zip(clients, (server, client) => Cost(server, () => client.Exchange(Trips)))], AtLeast);
        }
        finally
        {
            Array.ForEach(clients, client => client.Dispose());
            Array.ForEach(servers, server => server.Dispose());
        }
    }

    // New sessions each time: one may move no more than 10,000 times a minute.
    private static double CostOfMoves(ServerProcess server, BusyClient client)
    {
        client.Shake(64);
        return Cost(server, () => client.Move(Moves));
    }

    private static double Cost(ServerProcess server, Func<long> round)
    {
        TimeSpan before = server.Cpu;
        long operations = round();
        return (server.Cpu - before).TotalSeconds / operations;
    }

    private static double CostOfHashes()
    {
        TimeSpan before = Environment.CpuUsage.TotalTime;
        long count = Hashes();
        return (Environment.CpuUsage.TotalTime - before).TotalSeconds / count;
    }

    private static long Hashes()
    {
        const int Count = 100_000;
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        for (int i = 0; i < Count; i++)
        {
            HMACSHA256.HashData("jumpingvpn-demo-secret"u8, "S-0000000000000000|0000000000000000"u8, hash);
        }

        return Count;
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using JumpingVpn.Benchmarks.Gateway;

namespace JumpingVpn.Benchmarks.Soak;

/// <summary>
/// A server under rebinding, churn and floods for as long as asked: its memory has to stay flat once it is warm, and every message that was
/// acknowledged has to be delivered once.
/// </summary>
internal static class SoakCommand
{
    private const int Workers = 16;

    private static readonly TimeSpan Between = TimeSpan.FromSeconds(10);

    /// <summary>Runs <c>--soak --minutes N</c>; 0 where all held.</summary>
    public static async Task<int> RunAsync(string[] arguments)
    {
        double minutes = arguments is ["--minutes", var given] ? double.Parse(given, CultureInfo.InvariantCulture) : 60;
        using var server = ServerProcess.Gateway([
            "--policy",
            "idle-ttl=10s",
            "--policy",
            "switch-cooldown=0ms",
            "--policy",
            "source-rate=1000",
            "--policy",
            "source-burst=5000",
        ]);
        using var stop = new CancellationTokenSource();
        SoakWorker[] workers = [.. Enumerable.Range(1, Workers).Select(seed => new SoakWorker(server.Address, (ulong)seed))];
        var flood = new SoakFlood(server.Address);
        Task[] tasks = [flood.RunAsync(stop.Token), .. workers.Select(worker => Task.Run(() => worker.RunAsync(stop.Token)))];
        var memory = new List<double>();
        long began = Stopwatch.GetTimestamp();
        TimeSpan Elapsed() => Stopwatch.GetElapsedTime(began);
        while (Elapsed() < TimeSpan.FromMinutes(minutes) && !Array.Exists(tasks, task => task.IsFaulted))
        {
            await Task.Delay(Between);
            memory.Add(server.Memory / 1e6);
            long messages = workers.Sum(worker => worker.Messages);
            long sessions = workers.Sum(worker => worker.Sessions);
            Console.WriteLine(
                $"{Elapsed().TotalSeconds, 6:F0} s  {memory[^1], 7:F1} MB  {sessions, 9} sessions  {messages, 10} messages  "
                    + $"{flood.Sent, 10} of strangers"
            );
        }

        await stop.CancelAsync();
        await Task.WhenAll(tasks);
        return Judge(await server.StopAsync(), workers, memory);
    }

    private static int Judge(JsonElement totals, SoakWorker[] workers, List<double> memory)
    {
        long delivered = totals.GetProperty("data_delivered").GetInt64();
        long sent = workers.Sum(worker => worker.Messages);
        int third = memory.Count / 3;
        double early = memory.Skip(third).Take(Math.Max(1, third)).Max();
        double late = memory.TakeLast(Math.Max(1, third)).Max();
        Console.WriteLine(
            $"delivered {delivered} of {sent} messages; memory at most {early:F1} MB in the second third, {late:F1} MB in the last"
        );
        bool isFlat = late <= early * 1.05;
        Console.WriteLine(delivered == sent && isFlat ? "held" : "NOT HELD");
        return delivered == sent && isFlat ? 0 : 1;
    }
}

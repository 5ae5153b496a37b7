using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Benchmarks.Network;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What a fresh process reaches before the compiler has warmed it up.</summary>
internal static class ColdRows
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>The best of five fresh processes. A second of processor time, start and compiler included: what else runs on the
    /// machine does not count.</summary>
    public static IEnumerable<Row> All()
    {
        double worlds = Enumerable.Range(0, 5).Max(static _ => FirstSecond());
        yield return new Row("worlds with a session in a fresh process's first second (CPU)", worlds, "worlds", 15_000);
    }

    /// <summary>The fresh process: prints how many worlds it made in its first second.</summary>
    public static int RunFirstSecond()
    {
        ulong worlds = 0;
        while (Environment.CpuUsage.TotalTime < Second)
        {
            SessionWorld.Run(++worlds);
        }

        Console.WriteLine(worlds.ToString(CultureInfo.InvariantCulture));
        return 0;
    }

    private static double FirstSecond()
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ColdRows).Assembly.Location);
        }

        start.ArgumentList.Add("--first-second");
        start.Environment["DOTNET_TieredPGO"] = "0"; // as the command line is set
        using Process process = Process.Start(start)!;
        string worlds = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return double.Parse(worlds, CultureInfo.InvariantCulture);
    }
}

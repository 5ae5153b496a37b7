using System.Diagnostics;
using JumpingVpn.Benchmarks.Scenarios;

namespace JumpingVpn.Benchmarks.Quick;

/// <summary>What a report costs a run of all features, both in fresh processes.</summary>
internal static class ReportRows
{
    private const int Turns = 5;

    /// <summary>The best of five runs with a report against the best of five without, in turns.</summary>
    public static IEnumerable<Row> All()
    {
        string folder = Directory.CreateTempSubdirectory("jumpingvpn-report-").FullName;
        try
        {
            string report = $"html={Path.Combine(folder, "report.html")}";
            double plain = double.MaxValue;
            double reported = double.MaxValue;
            for (int turn = 0; turn < Turns; turn++)
            {
                plain = Math.Min(plain, SecondsOfRun());
                reported = Math.Min(reported, SecondsOfRun("--report", report));
            }

            yield return new Row("run of all features, fresh process", plain, "s");
            yield return new Row("the same with --report html=, in turns", reported / plain, "×", 1.3, AtMost: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double SecondsOfRun(params string[] more)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "jumpingvpn.dll");
        string features = Path.Combine(ScenarioLoad.Root(), "features");
        var start = new ProcessStartInfo("dotnet", [program, "run", features, "--quiet", .. more]) { RedirectStandardOutput = true };
        long began = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0
            ? Stopwatch.GetElapsedTime(began).TotalSeconds
            : throw new InvalidOperationException($"The run ended with {process.ExitCode}:{Environment.NewLine}{output}");
    }
}

using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Fuzzing;

namespace JumpingVpn.Benchmarks.Fuzzing;

/// <summary><c>--fuzz [TARGET] [--seconds N] [--seed N]</c>: mutated datagrams for as long as asked for.</summary>
internal static class FuzzCommand
{
    private static readonly string Usage =
        "Usage: --fuzz [TARGET] [--seconds N] [--seed N]. Without a target all are fuzzed in turn; 60 seconds, seed 1. "
        + $"Targets: {string.Join(", ", FuzzTargets.All.Select(target => target.Name))}.";

    /// <summary>0 where nothing broke, 1 where something did, 2 for a wrong argument.</summary>
    public static int Run(IReadOnlyList<string> args)
    {
        List<(string Name, Func<IFuzzTarget> Make)> chosen = [];
        double seconds = 60;
        ulong seed = 1;
        for (int i = 0; i < args.Count; i++)
        {
            string? value = i + 1 < args.Count ? args[i + 1] : null;
            bool understood = args[i] switch
            {
                "--seconds" => double.TryParse(value, CultureInfo.InvariantCulture, out seconds) && seconds > 0 && ++i > 0,
                "--seed" => ulong.TryParse(value, CultureInfo.InvariantCulture, out seed) && ++i > 0,
                _ => TryChoose(args[i], chosen),
            };
            if (!understood)
            {
                Console.Error.WriteLine($"\"{args[i]}\" with \"{value}\" is not understood. {Usage}");
                return 2;
            }
        }

        return (chosen.Count > 0 ? chosen : FuzzTargets.All).All(target => Fuzz(target.Name, target.Make, seconds, seed)) ? 0 : 1;
    }

    private static bool TryChoose(string name, List<(string Name, Func<IFuzzTarget> Make)> chosen)
    {
        int before = chosen.Count;
        chosen.AddRange(FuzzTargets.All.Where(target => target.Name == name));
        return chosen.Count > before;
    }

    private static bool Fuzz(string name, Func<IFuzzTarget> make, double seconds, ulong seed)
    {
        var clock = Stopwatch.StartNew();
        double told = 0;
        FuzzReport report = new DatagramFuzzer(make, seed).Run(
            long.MaxValue,
            soFar =>
            {
                if (clock.Elapsed.TotalSeconds >= told + 5)
                {
                    told = clock.Elapsed.TotalSeconds;
                    Print(name, soFar(), told);
                }

                return clock.Elapsed.TotalSeconds < seconds;
            }
        );
        Print(name, report, clock.Elapsed.TotalSeconds);
        if (report.Failure is { } failure)
        {
            Console.WriteLine($"{name}: seed {seed} failed after {report.Datagrams} datagrams\n{failure}");
        }

        return report.Failure is null;
    }

    private static void Print(string name, FuzzReport report, double seconds) =>
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -8} {seconds, 6:F0} s {report.Datagrams, 13:N0} datagrams {report.Datagrams / seconds, 10:N0}/s "
                    + $"{report.Behaviours, 6} behaviours {report.CorpusSize, 6} kept {report.GrowthBytes / 1024, 8:N0} KiB grown"
            )
        );
}

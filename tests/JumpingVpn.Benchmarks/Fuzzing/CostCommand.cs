using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Fuzzing;

namespace JumpingVpn.Benchmarks.Fuzzing;

/// <summary><c>--fuzz-cost [--seconds N] [--seed N]</c>: looks for the datagram that costs most for its length.</summary>
internal static class CostCommand
{
    /// <summary>How many times as much as a plain DATA of its length a datagram may cost.</summary>
    public const double Limit = 2;

    private const string Usage = "Usage: --fuzz-cost [--seconds N] [--seed N]; 60 seconds, seed 1.";

    /// <summary>0 where nothing costs too much, 1 where something does, 2 for a wrong argument.</summary>
    public static int Run(IReadOnlyList<string> args)
    {
        double seconds = 60;
        ulong seed = 1;
        for (int i = 0; i < args.Count; i++)
        {
            string? value = i + 1 < args.Count ? args[i + 1] : null;
            bool understood = args[i] switch
            {
                "--seconds" => double.TryParse(value, CultureInfo.InvariantCulture, out seconds) && seconds > 0 && ++i > 0,
                "--seed" => ulong.TryParse(value, CultureInfo.InvariantCulture, out seed) && ++i > 0,
                _ => false,
            };
            if (!understood)
            {
                Console.Error.WriteLine($"\"{args[i]}\" with \"{value}\" is not understood. {Usage}");
                return 2;
            }
        }

        using IFuzzTarget genuine = FuzzTargets.Server();
        var clock = Stopwatch.StartNew();
        double told = 0;
        CostReport report = new CostFuzzer(seed).Run(
            soFar =>
            {
                if (clock.Elapsed.TotalSeconds >= told + 5)
                {
                    told = clock.Elapsed.TotalSeconds;
                    Console.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"{told, 6:F0} s {soFar.Datagrams, 13:N0} datagrams {soFar.CorpusSize, 6} kept, the worst "
                                + $"{soFar.Ratio:F2} times a plain DATA"
                        )
                    );
                }

                return clock.Elapsed.TotalSeconds < seconds;
            },
            genuine.Seeds
        );
        Console.WriteLine(report);
        return report.Ratio <= Limit ? 0 : 1;
    }
}

using System.Globalization;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Features.Vocabulary;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>
/// <c>run --verify</c>: every scenario twice in this process, the second time under a culture that writes numbers and dates its own way,
/// and once in a fresh process with another time zone, locale and JIT. The traces must be the same to the byte.
/// </summary>
/// <remarks>Two runs in one process share the seed of the runtime's string hashes; only another process shows what depends on it.</remarks>
internal static class VerifyRun
{
    // What was cut short differs from what was not, and proves nothing.
    private const string CutShort = "interrupted after the first run; nothing was verified.";

    /// <summary>Reports the first run as <see cref="ScenarioRun"/> does, then what the comparisons say.</summary>
    public static Outcome Execute(RunOptions options, Func<StepVocabulary> load, Surroundings surroundings)
    {
        if (options.TracePath is not null || options.CapturePath is not null || options.Reports.Count > 0)
        {
            return Outcome.Usage("--verify writes and compares its own traces: give it without --trace, --pcap and --report.");
        }

        DirectoryInfo directory = Directory.CreateTempSubdirectory("jumpingvpn-verify-");
        try
        {
            string first = Path.Combine(directory.FullName, "first");
            Outcome outcome = Run(options with { TracePath = first, ReportsTrace = false }, load, surroundings);
            if (!File.Exists(first) || outcome.Code is ExitCode.Interrupted or ExitCode.ReaderGone)
            {
                return outcome;
            }

            string second = Path.Combine(directory.FullName, "second");
            InOddCulture(() =>
                Run(options with { TracePath = second }, load, surroundings with { Out = TextWriter.Null, Error = TextWriter.Null })
            );
            if (surroundings.Stop.IsCancellationRequested)
            {
                return Outcome.Interrupted(surroundings, CutShort);
            }

            if (WentAnotherWay("a second run in this process", first, second, surroundings))
            {
                return Outcome.Failure(null);
            }

            string fresh = Path.Combine(directory.FullName, "fresh");
            if (FreshProcess.Run(options with { TracePath = fresh }, surroundings.Stop) is { } trouble)
            {
                return surroundings.Stop.IsCancellationRequested ? Outcome.Interrupted(surroundings, CutShort) : Outcome.Failure(trouble);
            }

            return WentAnotherWay("a run in a fresh process", first, fresh, surroundings)
                ? Outcome.Failure(null)
                : Verified(outcome, first, surroundings);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    /// <summary>A vocabulary serves one run.</summary>
    private static Outcome Run(RunOptions options, Func<StepVocabulary> load, Surroundings surroundings)
    {
        using StepVocabulary vocabulary = load();
        return ScenarioRun.Execute(options, vocabulary, surroundings);
    }

    /// <summary>Compares two traces and shows the first line in which they differ.</summary>
    private static bool WentAnotherWay(string name, string first, string other, Surroundings surroundings)
    {
        if (TraceDifference.Find(first, other) is not { } difference)
        {
            return false;
        }

        surroundings.Out.WriteLine($"{surroundings.OutInk.Red("✗")} {name} ran differently:");
        surroundings.Out.WriteLine(difference);
        return true;
    }

    private static Outcome Verified(Outcome outcome, string trace, Surroundings surroundings)
    {
        int scenarios = File.ReadLines(trace).Count(TraceDifference.IsScenario);
        surroundings.Out.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"verified {scenarios} scenario{(scenarios == 1 ? string.Empty : "s")}")
        );
        return outcome;
    }

    private static void InOddCulture(Action run)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        odd.NumberFormat.NumberDecimalSeparator = ",";
        odd.NumberFormat.NumberGroupSeparator = " ";
        odd.NumberFormat.NegativeSign = "\u2212";
        odd.DateTimeFormat.TimeSeparator = "h";
        odd.DateTimeFormat.DateSeparator = ".";
        try
        {
            CultureInfo.CurrentCulture = odd;
            run();
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}

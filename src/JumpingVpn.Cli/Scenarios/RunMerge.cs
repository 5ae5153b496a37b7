using System.Globalization;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Scenarios;

/// <summary><c>run --merge</c>: the result files of the parts, put together.</summary>
internal static class RunMerge
{
    public static Outcome Execute(IReadOnlyList<string> paths, RunOptions options, Surroundings surroundings)
    {
        try
        {
            var fold = new RunFold();
            var merge = ResultMerge.Of("run", paths, fold, surroundings);
            Tell(fold, surroundings);
            if (merge.Complaint(shard => shard.Describe(merge.Whole.From, merge.Whole.Seeds)) is { } complaint)
            {
                return Outcome.Usage(complaint);
            }

            if (options.ResultsPath is { } results)
            {
                ResultFile.Write(results, merge.Whole, fold.Rows);
            }

            return fold.Counts.Any(static line => line.Broken > 0) ? new Outcome(ExitCode.Usage, null)
                : fold.Counts.Any(static line => line.Failed > 0) ? Outcome.Failure(null)
                : Outcome.Success;
        }
        catch (ResultFileException exception)
        {
            return Outcome.Usage(exception.Message);
        }
    }

    private static void Tell(RunFold fold, Surroundings surroundings)
    {
        foreach (CountLine line in fold.Counts.Where(static line => line.Failed + line.Broken > 0))
        {
            TroubleLine first = fold.Trouble.First(trouble => trouble.Scenario == line.Scenario);
            long runs = line.Passed + line.Failed + line.Broken + line.Skipped;
            surroundings.Out.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{surroundings.OutInk.Red("✗")} {line.Title} [{line.Backend}]: {line.Failed + line.Broken} of {runs} runs did not pass"
                )
            );
            surroundings.Out.WriteLine($"    {first.At}: {first.Message}");
            surroundings.Out.WriteLine($"    {first.Replay}");
        }

        surroundings.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{fold.Counts.Sum(static line => line.Passed)} passed, {fold.Counts.Sum(static line => line.Failed)} failed, "
                    + $"{fold.Counts.Sum(static line => line.Broken)} broken, {fold.Counts.Sum(static line => line.Skipped)} skipped"
            )
        );
    }
}

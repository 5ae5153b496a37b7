using System.Globalization;
using JumpingVpn.Cli.Sharding;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Exploring;

/// <summary><c>explore --merge</c>: the result files of the parts, put together.</summary>
internal static class ExploreMerge
{
    private const string Printed = "printed above";

    public static Outcome Execute(IReadOnlyList<string> paths, ExploreOptions options, Surroundings surroundings)
    {
        try
        {
            var fold = new ExploreFold();
            var merge = ResultMerge.Of("explore", paths, fold, surroundings);
            Tell(fold, options, surroundings);
            if (merge.Complaint(static shard => shard.ToString()) is { } complaint)
            {
                return Outcome.Usage(complaint);
            }

            if (options.ResultsPath is { } results)
            {
                ResultFile.Write(results, merge.Whole, fold.Rows);
            }

            return fold.Found.Count > 0 ? Outcome.Failure(null) : Outcome.Success;
        }
        catch (ResultFileException exception)
        {
            return Outcome.Usage(exception.Message);
        }
    }

    // A place is a file with a line.
    private static string FolderOf(string place) => Path.GetDirectoryName(Path.GetFullPath(place)) ?? ".";

    private static void Tell(ExploreFold fold, ExploreOptions options, Surroundings surroundings)
    {
        int number = 0;
        foreach (FoundRow row in fold.Found)
        {
            string name = FindingNames.Of(++number, row.Title);
            surroundings.Out.WriteLine($"{surroundings.OutInk.Red("found")} in {row.At}: {row.Title}");
            surroundings.Out.WriteLine($"  {FindingFiles.Save(options.Out, $"{name}.decisions", row.Decisions, surroundings) ?? Printed}");
            if (row.Feature is { } feature)
            {
                string moved = FindingFiles.Moved(feature, FolderOf(row.At), options.Out);
                surroundings.Out.WriteLine($"  {FindingFiles.Save(options.Out, $"{name}.feature", moved, surroundings) ?? Printed}");
            }
        }

        int scenarios = fold.Scenarios.Count;
        surroundings.Out.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{scenarios} {(scenarios == 1 ? "scenario" : "scenarios")}, "
                    + $"{fold.Scenarios.Sum(static row => row.Explored):#,0} runs explored, "
                    + $"{fold.Scenarios.Sum(static row => row.Vacuous):#,0} whose faults never struck, "
                    + $"{fold.Scenarios.Sum(static row => row.Unplanned):#,0} seeds without a plan of their own, {fold.Found.Count} found"
            )
        );
        if (fold.Scenarios.Count(static row => !row.Passes) is > 0 and var unexplored)
        {
            surroundings.Out.WriteLine(ExploreReport.Unexplored(unexplored));
        }
    }
}

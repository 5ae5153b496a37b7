using System.Globalization;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>What did not pass in the last run in this directory, for <c>--rerun</c>: one line for each, in its own file.</summary>
internal static class LastRun
{
    private const string FileName = ".jumpingvpn-failed";

    /// <summary>What tells one run of a scenario from the others; it outlives an edit of the file that moves lines.</summary>
    public static string KeyOf(PlannedRun run) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Backend}\t{run.Seed}\t{Path.GetFullPath(run.Scenario.Feature.FullPath)}\t{run.Scenario.Name}"
        );

    /// <summary>The keys of what did not pass; empty if everything did, or nothing was run yet.</summary>
    public static IReadOnlySet<string> Read(string directory)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            return new SortedSet<string>(File.Exists(path) ? File.ReadLines(path) : [], StringComparer.Ordinal);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new SortedSet<string>();
        }
    }

    /// <summary>The feature files in which something did not pass, for a run that names none.</summary>
    public static IReadOnlyList<string> FilesOf(IEnumerable<string> keys) =>
        [
            .. keys.Select(static key => key.Split('\t'))
                .Where(static parts => parts.Length == 4)
                .Select(static parts => parts[2])
                .Distinct(),
        ];

    /// <summary>Remembers what did not pass. A directory that cannot be written to remembers nothing, which is no reason to fail.</summary>
    public static void Write(string directory, IReadOnlyList<PlannedRun> failed)
    {
        string path = Path.Combine(directory, FileName);
        try
        {
            if (failed.Count > 0)
            {
                File.WriteAllLines(path, failed.Select(KeyOf));
            }
            else
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException)
        {
            // The last is of a file that is as long as it may be. Said nowhere: --rerun says that nothing failed last time.
        }
    }
}

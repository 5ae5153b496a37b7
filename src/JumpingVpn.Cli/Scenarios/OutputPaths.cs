using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The files that one run writes: no two of them may be the same, and none that it reads.</summary>
internal static class OutputPaths
{
    /// <summary>Finds two options that name the same file, directly or through a link.</summary>
    /// <param name="options">What was asked for.</param>
    /// <returns>A sentence for the user; null if each has its own file.</returns>
    public static string? FindShared(RunOptions options)
    {
        Dictionary<string, string> known = new(StringComparer.Ordinal);
        foreach ((string option, string? path) in All(options))
        {
            if (path is null)
            {
                continue;
            }

            string resolved = ReportTarget.Resolve(path);
            if (!known.TryAdd(resolved, option))
            {
                return $"{option} and {known[resolved]} name the same file: give each its own.";
            }
        }

        return null;
    }

    /// <summary>Finds an option that names a file which the run reads.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="runs">What is run.</param>
    /// <returns>A sentence for the user; null if there is none.</returns>
    public static string? FindRead(RunOptions options, IReadOnlyList<PlannedRun> runs)
    {
        IEnumerable<string> files = runs.Select(static run => run.Scenario.Feature.FullPath).Concat(options.Steps);
        SortedSet<string> read = new(files.Select(ReportTarget.Resolve), StringComparer.Ordinal);
        string? option = All(options)
            .Where(it => it.Path is not null && read.Contains(ReportTarget.Resolve(it.Path)))
            .Select(static it => it.Option)
            .FirstOrDefault();
        return option is null ? null : $"{option} names a file that is read: it would be overwritten.";
    }

    private static IEnumerable<(string Option, string? Path)> All(RunOptions options) =>
        [
            ($"--trace '{options.TracePath}'", options.TracePath),
            ($"--pcap '{options.CapturePath}'", options.CapturePath),
            ($"--results '{options.ResultsPath}'", options.ResultsPath),
            .. options.Reports.Select(static report => ($"--report {report}", (string?)report.Path)),
        ];
}

using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The files that one run writes: no two of them may be the same.</summary>
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

    private static IEnumerable<(string Option, string? Path)> All(RunOptions options) =>
        [
            ($"--trace '{options.TracePath}'", options.TracePath),
            ($"--pcap '{options.CapturePath}'", options.CapturePath),
            ($"--results '{options.ResultsPath}'", options.ResultsPath),
            .. options.Reports.Select(static report => ($"--report {report}", (string?)report.Path)),
        ];
}

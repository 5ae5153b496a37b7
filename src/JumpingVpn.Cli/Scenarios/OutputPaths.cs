using JumpingVpn.Reports;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>
/// The files that one run writes: each can be written, no two of them may be the same, and none may be one that the run reads or that its
/// own output goes to. All of it is found out before anything is changed.
/// </summary>
internal static class OutputPaths
{
    /// <summary>Finds the first option whose file must not or cannot be written.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="runs">What is run.</param>
    /// <returns>A sentence for the user; null if nothing is wrong.</returns>
    public static string? FindTrouble(RunOptions options, IReadOnlyList<PlannedRun> runs)
    {
        (string Option, string Path)[] outputs =
        [
            .. All(options).Where(static one => one.Path is not null).Select(static one => (one.Option, one.Path!)),
        ];
        return FindShared(outputs) ?? FindRead(outputs, options, runs) ?? FindStandard(outputs) ?? FindUnwritable(options);
    }

    private static string? FindShared((string Option, string Path)[] outputs) =>
        (
            from second in Enumerable.Range(1, Math.Max(outputs.Length - 1, 0))
            from first in Enumerable.Range(0, second)
            where FileIdentity.AreOne(outputs[first].Path, outputs[second].Path)
            select $"{outputs[second].Option} and {outputs[first].Option} name the same file: give each its own."
        ).FirstOrDefault();

    private static string? FindRead((string Option, string Path)[] outputs, RunOptions options, IReadOnlyList<PlannedRun> runs)
    {
        string[] files =
        [
            .. runs.Select(static run => run.Scenario.Feature.FullPath).Concat(options.Steps).Distinct(StringComparer.Ordinal),
        ];
        return outputs
            .Where(output => files.Any(file => FileIdentity.AreOne(file, output.Path)))
            .Select(static output => $"{output.Option} names a file that is read: it would be overwritten.")
            .FirstOrDefault();
    }

    /// <summary>A file that standard output goes to: they would overwrite each other. Pipes, terminals and /dev/null take both.</summary>
    private static string? FindStandard((string Option, string Path)[] outputs) =>
        (
            from standard in new[] { (Path: "/dev/stdout", Name: "standard output"), (Path: "/dev/stderr", Name: "standard error") }
            where File.Exists(standard.Path)
            let file = FileIdentity.Resolve(standard.Path)
            where !file.StartsWith("/dev/", StringComparison.Ordinal) && !file.StartsWith("/proc/", StringComparison.Ordinal)
            from output in outputs
            where FileIdentity.AreOne(file, output.Path)
            select $"{output.Option} names the file that {standard.Name} goes to, {file}: they would overwrite each other. Name another."
        ).FirstOrDefault();

    /// <summary>Of those that are emptied when they are opened: reports look for themselves, results are written beside.</summary>
    private static string? FindUnwritable(RunOptions options) =>
        RunOutputs.TroubleOf("--trace", options.TracePath, OutputProbe.Check)
        ?? RunOutputs.TroubleOf("--pcap", IsFolder(options.CapturePath) ? null : options.CapturePath, OutputProbe.Check);

    private static bool IsFolder(string? path) => Directory.Exists(path) || (path is not null && Path.EndsInDirectorySeparator(path));

    private static IEnumerable<(string Option, string? Path)> All(RunOptions options) =>
        [
            ($"--trace '{options.TracePath}'", options.TracePath),
            ($"--pcap '{options.CapturePath}'", options.CapturePath),
            ($"--results '{options.ResultsPath}'", options.ResultsPath),
            .. options.Reports.Select(static report => ($"--report {report}", (string?)report.Path)),
        ];
}

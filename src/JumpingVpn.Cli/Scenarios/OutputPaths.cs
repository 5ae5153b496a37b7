using JumpingVpn.Features.Wording;
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
        Output[] outputs = [.. All(options)];
        return FindShared(outputs) ?? FindRead(outputs, options, runs) ?? FindStandard(outputs) ?? FindUnwritable(outputs);
    }

    private static string? FindShared(Output[] outputs) =>
        (
            from second in Enumerable.Range(1, Math.Max(outputs.Length - 1, 0))
            from first in Enumerable.Range(0, second)
            where FileIdentity.AreOne(outputs[first].Path, outputs[second].Path)
            select $"{outputs[second].Option} and {outputs[first].Option} name the same file: give each its own."
        ).FirstOrDefault();

    private static string? FindRead(Output[] outputs, RunOptions options, IReadOnlyList<PlannedRun> runs)
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
    private static string? FindStandard(Output[] outputs) =>
        (
            from standard in new[] { (Path: "/dev/stdout", Name: "standard output"), (Path: "/dev/stderr", Name: "standard error") }
            where File.Exists(standard.Path)
            let file = FileIdentity.Resolve(standard.Path)
            where !file.StartsWith("/dev/", StringComparison.Ordinal) && !file.StartsWith("/proc/", StringComparison.Ordinal)
            from output in outputs
            where FileIdentity.AreOne(file, output.Path)
            select $"{output.Option} names the file that {standard.Name} goes to, {file}: they would overwrite each other. Name another."
        ).FirstOrDefault();

    private static string? FindUnwritable(Output[] outputs)
    {
        foreach (Output output in outputs.Where(static output => output.IsOpenedFirst))
        {
            try
            {
                OutputProbe.Check(output.Path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return $"{output.Option}: the file cannot be written: {FileTrouble.Explain(output.Path, exception)}.";
            }
        }

        return null;
    }

    private static IEnumerable<Output> All(RunOptions options)
    {
        (string Option, string? Path, bool IsOpenedFirst)[] single =
        [
            ("--trace", options.TracePath, true),
            (
                "--pcap",
                options.CapturePath,
                options.CapturePath is { } path && !Directory.Exists(path) && !Path.EndsInDirectorySeparator(path)
            ),
            ("--results", options.ResultsPath, false),
        ];
        return single
            .Where(static one => one.Path is not null)
            .Select(static one => new Output($"{one.Option} '{one.Path}'", one.Path!, one.IsOpenedFirst))
            .Concat(options.Reports.Select(static report => new Output($"--report {report}", report.Path, IsOpenedFirst: false)));
    }

    /// <param name="Option">As it was given.</param>
    /// <param name="Path">The file or folder.</param>
    /// <param name="IsOpenedFirst">True for a file that is emptied when it is opened, before it is known that all others can be.</param>
    private readonly record struct Output(string Option, string Path, bool IsOpenedFirst);
}

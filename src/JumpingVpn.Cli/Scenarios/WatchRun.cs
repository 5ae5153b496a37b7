using JumpingVpn.Cli.OwnSteps;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Scenarios;

/// <summary><c>run --watch</c>: runs everything once, then again whatever feature file changes, until Ctrl-C.</summary>
internal static class WatchRun
{
    // An editor that saves makes several changes of one.
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(200);

    /// <summary>Ends with success when it is stopped, whatever failed meanwhile.</summary>
    public static Outcome Execute(RunOptions options, StepSources sources, Surroundings surroundings)
    {
        string[] roots =
        [
            .. options
                .Paths.DefaultIfEmpty("features")
                .Select(WithoutLine)
                .Where(static path => File.Exists(path) || Directory.Exists(path)),
        ];
        if (roots.Length == 0)
        {
            return Outcome.Usage($"--watch: there is nothing to watch at {string.Join(", ", options.Paths.DefaultIfEmpty("features"))}.");
        }

        using var changes = new FileChanges(roots, options.Steps);
        Outcome outcome = sources.Run(vocabulary => ScenarioRun.Execute(options, vocabulary, surroundings));
        while (!surroundings.Stop.IsCancellationRequested)
        {
            if (outcome.Message is { } message)
            {
                surroundings.Error.WriteLine(message);
            }

            surroundings.Out.WriteLine($"watching {string.Join(", ", roots)}; Ctrl-C ends it");
            if (changes.Wait(Quiet, surroundings.Stop) is not { } changed)
            {
                break;
            }

            RunOptions again = changed.Count == 0 ? options : options with { Paths = changed };
            outcome = sources.Run(vocabulary => ScenarioRun.Execute(again, vocabulary, surroundings));
        }

        return Outcome.Success;
    }

    private static string WithoutLine(string path) =>
        !File.Exists(path) && path.LastIndexOf(':') is > 0 and var colon && File.Exists(path[..colon]) ? path[..colon] : path;
}

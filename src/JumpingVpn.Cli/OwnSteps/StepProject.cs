using System.Diagnostics;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.OwnSteps;

/// <summary>Builds a project of steps with <c>dotnet build</c>.</summary>
internal static class StepProject
{
    private const int ShownErrors = 20;

    /// <summary>Builds it and says where its assembly is.</summary>
    /// <exception cref="StepSourceException">There is not exactly one project, or it does not build; the message has the
    /// compiler's errors.</exception>
    public static string Build(string path, Surroundings surroundings)
    {
        string project = Directory.Exists(path) ? OnlyProjectIn(path) : path;
        surroundings.Error.WriteLine($"building {project}");
        Run(project, "build", project, "--nologo", "--verbosity", "quiet", "-consoleLoggerParameters:NoSummary");
        string target = Run(project, "msbuild", project, "-nologo", "-getProperty:TargetPath").Trim();
        return File.Exists(target)
            ? target
            : throw new StepSourceException($"--steps '{path}': the project was built, but its assembly '{target}' is not there.");
    }

    private static string OnlyProjectIn(string directory)
    {
        string[] projects = [.. Directory.EnumerateFiles(directory, "*.*proj").Order(StringComparer.Ordinal)];
        return projects.Length switch
        {
            1 => projects[0],
            0 => throw new StepSourceException($"--steps '{directory}': there is no project in this folder; docs/own-steps.md shows one."),
            _ => throw new StepSourceException(
                $"--steps '{directory}': there are {projects.Length} projects in this folder; name one of them: "
                    + $"{string.Join(", ", projects)}"
            ),
        };
    }

    private static string Run(string project, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
            {
                return output;
            }

            string[] said =
            [
                .. (output + errors.GetAwaiter().GetResult()).Split(
                    '\n',
                    StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
                ),
            ];
            string[] wrong = Array.FindAll(said, static line => line.Contains(" error ", StringComparison.Ordinal));
            IEnumerable<string> shown = (wrong.Length > 0 ? wrong : said).Distinct(StringComparer.Ordinal).Take(ShownErrors);
            throw new StepSourceException($"--steps: {project} does not build:\n  {string.Join("\n  ", shown)}");
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new StepSourceException($"--steps: {project} must be built, but 'dotnet' cannot be started: {exception.Message}");
        }
    }
}

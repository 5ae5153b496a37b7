using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Endpoints;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The command line that runs one scenario again in the same world, ready to be pasted.</summary>
internal static class ReplayCommand
{
    private const string Project = "src/JumpingVpn.Cli";

    /// <summary>Writes it for the current directory: in a source tree through <c>dotnet run</c>, elsewhere by the program's name.</summary>
    public static string For(PlannedRun run, RunOptions options) =>
        Write([
            "run",
            run.Scenario.Location,
            "--backend",
            run.Backend,
            "--seed",
            run.Seed.ToString(CultureInfo.InvariantCulture),
            .. run.Scenario.IsCombination ? (string[])["--name", $"› {Regex.Escape(run.Scenario.Name)}$"] : [],
            .. options.Isolate ? (string[])[ChildHost.Isolate] : [],
            .. options.Steps.SelectMany(static path => new[] { "--steps", path }),
        ]);

    /// <summary>Writes the program and these words, each quoted where a shell would take it apart.</summary>
    public static string Write(IEnumerable<string> words)
    {
        string program = File.Exists($"{Project}/JumpingVpn.Cli.csproj") ? $"dotnet run --project {Project} --" : "jumpingvpn";
        return $"{program} {string.Join(' ', words.Select(Quote))}";
    }

    /// <summary>A word, quoted where a shell would take it apart.</summary>
    public static string Quote(string argument) =>
        argument.All(static letter => char.IsAsciiLetterOrDigit(letter) || "/._-:+@%".Contains(letter, StringComparison.Ordinal))
            ? argument
            : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

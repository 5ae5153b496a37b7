using System.Globalization;
using System.Text.RegularExpressions;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Endpoints;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The command line that runs one scenario again in the same world, ready to be pasted.</summary>
internal static class ReplayCommand
{
    private const string Project = "src/JumpingVpn.Cli";

    // Looked up once: a report names the command of each of ten thousand runs before the first of them.
    private static readonly Lazy<string> Program = new(static () =>
        File.Exists($"{Project}/JumpingVpn.Cli.csproj") ? $"dotnet run --project {Project} --"
        : LocalTool.Is(Environment.CurrentDirectory, AppContext.BaseDirectory) ? "dotnet jumpingvpn"
        : "jumpingvpn"
    );

    /// <summary>Writes it for the current directory: in a source tree through <c>dotnet run</c>, where a manifest of
    /// local tools names it through <c>dotnet</c>, elsewhere by the program's name.</summary>
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
    public static string Write(IEnumerable<string> words) => $"{Program.Value} {string.Join(' ', words.Select(Quote))}";

    /// <summary>A word, quoted where a shell would take it apart, and where a reader would not see what is in it.</summary>
    /// <remarks>What cannot be seen is written as bash, zsh and POSIX.1-2024 (XCU 2.2.4) read it: <c>$'two\x0alines'</c>.</remarks>
    public static string Quote(string argument) =>
        argument.Any(GuestText.IsInvisible) ? $"$'{string.Concat(argument.Select(Escape))}'"
        : argument.Length > 0 && argument.All(IsPlain) ? argument
        : $"'{argument.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static bool IsPlain(char letter) => char.IsAsciiLetterOrDigit(letter) || "/._-:+@%".Contains(letter, StringComparison.Ordinal);

    private static string Escape(char letter) =>
        letter is '\'' or '\\' ? $"\\{letter}"
        : !GuestText.IsInvisible(letter) ? letter.ToString()
        : char.IsAscii(letter) ? $"\\x{(int)letter:x2}"
        : $"\\u{(int)letter:x4}";
}

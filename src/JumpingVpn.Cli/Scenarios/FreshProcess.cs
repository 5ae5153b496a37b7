using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Endpoints;
using JumpingVpn.Cli.Terminal;

namespace JumpingVpn.Cli.Scenarios;

/// <summary>The same run in another process of this program, which has as little in common with this one as can be arranged.</summary>
internal static class FreshProcess
{
    /// <summary>What is different there: how code is compiled, the time zone, and the locale where the program has any.</summary>
    public static IReadOnlyList<(string Name, string Value)> Environment { get; } =
    [
        ("DOTNET_TieredCompilation", "0"),
        ("DOTNET_TieredPGO", "0"),
        ("DOTNET_GCgen0size", "0x100000"),
        ("TZ", "Pacific/Kiritimati"),
        ("LANG", "tr_TR.UTF-8"),
        ("LC_ALL", "tr_TR.UTF-8"),
    ];

    /// <summary>Waits for its end, or ends it where that is asked for. Null if it ran the scenarios, whether they passed or not; else
    /// what kept it from it.</summary>
    public static string? Run(RunOptions options, CancellationToken stop)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string word in ThisProgram.Words().Concat(ArgumentsOf(options)))
        {
            start.ArgumentList.Add(word);
        }

        start.FileName = start.ArgumentList[0];
        start.ArgumentList.RemoveAt(0);
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        using CancellationTokenRegistration ending = stop.Register(process.Kill);
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return
            process.ExitCode is ExitCode.Success or ExitCode.Failure
            || (process.ExitCode == ExitCode.Usage && new FileInfo(options.TracePath!) is { Exists: true, Length: > 0 })
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the fresh process ended with exit code {process.ExitCode}: {errors.Trim()}");
    }

    private static IEnumerable<string> ArgumentsOf(RunOptions options)
    {
        string[] backend = ["--backend", options.Backends.Count > 1 ? Backends.All : options.Backends[0]];
        string[] seed = ["--seed", options.Seed.ToString(CultureInfo.InvariantCulture)];
        string[] tags = options.Tags is { } expression ? ["--tags", expression.Text] : [];
        string[] seeds = ["--seeds", options.Seeds.ToString(CultureInfo.InvariantCulture)];
        string[] name = options.Name is { } pattern ? ["--name", pattern.ToString()] : [];
        string[] isolate = options.Isolate ? [ChildHost.Isolate] : [];
        IEnumerable<string> steps = options.Steps.SelectMany(static path => (string[])["--steps", path]);
        return
        [
            "run",
            .. options.Paths,
            .. backend,
            .. seed,
            .. seeds,
            .. tags,
            .. name,
            .. isolate,
            .. steps,
            "--trace",
            options.TracePath!,
        ];
    }
}

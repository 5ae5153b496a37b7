using System.Diagnostics;
using System.Runtime.Versioning;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Deployment;

/// <summary>A folder as a user's: features, and a program <c>jumpingvpn</c>, which is killed in the middle where that is wanted.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class DeployedRun : IDisposable
{
    // A scenario for each part: scenarios are what is dealt out.
    private const string Feature = """
        Feature: Exchange
          Scenario Outline: <n> messages
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            When "phone" sends <n> messages
            Then all messages of "phone" arrive exactly once

            Examples:
              | n |
              | 2 |
              | 3 |
              | 4 |
              | 5 |
        """;

    // The first attempt at a part that is doomed lives 50 ms, in which nothing can be done.
    private const string Shim = """
        #!/bin/sh
        for word; do case $word in [0-9]*/[0-9]*) part=${word%%/*};; esac; done
        if rm 'FOLDER/doomed/'"${part:-none}" 2>/dev/null; then exec timeout -s KILL 0.05 PROGRAM "$@"; fi
        exec PROGRAM "$@"
        """;

    private readonly TemporaryDirectory _directory = new();

    public DeployedRun(string feature = Feature)
    {
        _directory.Write("features/f.feature", feature);
        Directory.CreateDirectory(PathOf("doomed"));
        string text = Shim.ReplaceLineEndings("\n")
            .Replace("FOLDER", Folder, StringComparison.Ordinal)
            .Replace("PROGRAM", string.Join(' ', CliProcess.Program), StringComparison.Ordinal);
        File.SetUnixFileMode(_directory.Write("jumpingvpn", text), (UnixFileMode)0b111_101_101);
    }

    public string Folder => _directory.Path;

    /// <summary>Parts whose first attempt is killed.</summary>
    public void Doom(IEnumerable<int> parts)
    {
        foreach (int part in parts)
        {
            _directory.Write(FormattableString.Invariant($"doomed/{part}"), "");
        }
    }

    /// <summary>Parts that were to be killed and have not been run.</summary>
    public IEnumerable<string> Spared => Directory.EnumerateFiles(PathOf("doomed")).Select(Path.GetFileName).OfType<string>();

    public string PathOf(string name) => Path.Combine(Folder, name);

    public static string FileOf(string name) => RepositoryFiles.PathOf("deploy", name);

    /// <summary>Runs a shell line in the folder.</summary>
    public async Task<(int Code, string Output)> ShellAsync(string line, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line])
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["PATH"] = $"{Folder}:{Environment.GetEnvironmentVariable("PATH")}";
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        await process.WaitForExitAsync(patience.Token);
        return (process.ExitCode, output + await error);
    }

    /// <summary>The result file of one run of all seeds.</summary>
    public async Task<byte[]> WholeAsync(string seeds)
    {
        await ShellAsync($"jumpingvpn explore --seeds {seeds} --results whole.ndjson");
        return File.ReadAllBytes(PathOf("whole.ndjson"));
    }

    public void Dispose() => _directory.Dispose();
}

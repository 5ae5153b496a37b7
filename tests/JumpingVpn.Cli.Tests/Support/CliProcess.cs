using System.Diagnostics;
using System.Globalization;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Support;

/// <summary>The real program in its own process, which is ended with this object whatever happens.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    private readonly Process _process;

    private CliProcess(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(Out, line.Data);
        process.ErrorDataReceived += (_, line) => Take(Error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public LineCapture Out { get; } = new();

    public LineCapture Error { get; } = new();

    /// <summary>The program, started by the same dotnet that runs the tests.</summary>
    public static string[] Program => [DotnetPath, Path.Combine(AppContext.BaseDirectory, "jumpingvpn.dll")];

    /// <summary>The dotnet that runs the tests.</summary>
    public static string DotnetPath => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    public static CliProcess Start(params string[] arguments) => Start(arguments, _ => { });

    public static CliProcess Start(string[] arguments, Action<ProcessStartInfo> adjust) => Launch([.. Program, .. arguments], adjust);

    /// <summary>Starts another program.</summary>
    public static CliProcess StartOther(params string[] commandLine) => Launch(commandLine, _ => { });

    /// <summary>Starts a shell line in which <c>$CLI</c> stands for the program.</summary>
    public static CliProcess StartShell(string line) =>
        Launch(["/bin/sh", "-c", line], start => start.Environment["CLI"] = string.Join(' ', Program));

    /// <summary>Writes a line to its standard input.</summary>
    public Task WriteLineAsync(string line) => _process.StandardInput.WriteLineAsync(line);

    /// <summary>Lets it go before other work of the machine, where the system allows that: by real-time scheduling of Linux.</summary>
    public void Hurry()
    {
        if (InstalledProgram.PathOf("chrt") is { } chrt)
        {
            string[] arguments = ["--all-tasks", "--rr", "--pid", "10", _process.Id.ToString(CultureInfo.InvariantCulture)];
            using Process change = Process.Start(new ProcessStartInfo(chrt, arguments) { RedirectStandardError = true })!;
            change.WaitForExit();
        }
    }

    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", ["-s", name, _process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary>Waits for the end of the process and of its output.</summary>
    public async Task<int> ExitAsync()
    {
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    private static CliProcess Launch(string[] commandLine, Action<ProcessStartInfo> adjust)
    {
        var start = new ProcessStartInfo(commandLine[0], commandLine[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
            StandardErrorEncoding = System.Text.Encoding.UTF8,
        };
        adjust(start);
        return new CliProcess(Process.Start(start)!);
    }

    private static void Take(LineCapture capture, string? line)
    {
        if (line is null)
        {
            capture.End();
        }
        else
        {
            capture.WriteLine(line);
        }
    }
}

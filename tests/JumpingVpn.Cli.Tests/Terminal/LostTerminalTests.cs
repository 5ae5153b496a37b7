using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Terminal;

/// <summary>Programs whose terminal is gone from one moment to the next, and nobody says so by a signal.</summary>
public sealed class LostTerminalTests
{
    private const string Screen = "\e[?1049h"; // what has the whole terminal begins with it

    [SkippableFact]
    public async Task A_client_says_goodbye_when_its_terminal_is_gone()
    {
        Skip.If(InstalledProgram.PathOf("script") is null, "script, of util-linux, is not installed");
        await using var server = CliCall.Start("server", "--bind", "127.0.0.1:0");
        string address = (await EventLine.BoundAddressAsync(server.Out)).ToString();

        await using CliProcess terminal = Open($"client --server {address}");
        await terminal.Out.WaitForAsync(Screen);
        await terminal.SignalAsync("KILL"); // which takes the terminal with it, and not the client

        await server.Out.WaitForAsync("EXPLICIT_TERMINATION");
    }

    [SkippableFact]
    public async Task A_relay_without_its_terminal_still_ends_by_a_signal()
    {
        Skip.If(InstalledProgram.PathOf("script") is null, "script, of util-linux, is not installed");
        using var folder = new TemporaryDirectory();
        string file = Path.Combine(folder.Path, "pid");
        await using CliProcess terminal = Open("nat --listen 127.0.0.1:0 --to 127.0.0.1:9", $"echo $$ > {file}; ");
        await terminal.Out.WaitForAsync(Screen);
        await terminal.SignalAsync("KILL");
        await terminal.ExitAsync();
        using var relay = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture));
        using var patience = new CancellationTokenSource(LineCapture.Patience);
        try
        {
            using var wish = Process.Start("kill", ["-s", "TERM", $"{relay.Id}"]);
            await relay.WaitForExitAsync(patience.Token);
        }
        finally
        {
            relay.Kill();
        }
    }

    /// <summary>Starts the program on a terminal of its own, which is gone with the object.</summary>
    private static CliProcess Open(string arguments, string before = "") =>
        CliProcess.StartOther(
            "script",
            "--quiet",
            "--flush",
            "--command",
            $"trap '' HUP; stty rows 24 cols 80; {before}TERM=xterm exec {string.Join(' ', CliProcess.Program)} {arguments}",
            "/dev/null"
        );
}

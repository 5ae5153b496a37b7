using System.Diagnostics;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Supervision;

/// <summary>The unit for systemd that is in the repository, by systemd's own words.</summary>
public sealed class SystemdUnitTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [SkippableFact]
    public async Task Systemd_finds_no_fault_in_it()
    {
        (int code, string output) = await AnalyzeAsync(Unit, "verify");

        (code, output).Should().Be((0, ""));
    }

    [SkippableFact]
    public async Task And_would_find_one()
    {
        (int _, string output) = await AnalyzeAsync(Unit.Replace("Type=notify", "Tpye=notify", StringComparison.Ordinal), "verify");

        output.Should().Contain("Tpye");
    }

    [SkippableFact]
    public async Task It_is_exposed_little()
    {
        (int code, string output) = await AnalyzeAsync(Unit, "security", "--offline=true", "--threshold=25", "--no-pager");

        code.Should().Be(0, output); // 2.5 of 10
    }

    [Fact]
    public async Task What_it_starts_is_a_command_line_of_ours()
    {
        string line = Unit.Split('\n').Single(one => one.StartsWith("ExecStart=", StringComparison.Ordinal));
        string[] words = line.Split(' ')[1..];
        string file = _directory.Write("server.json", """{ "bind": "127.0.0.1:1" }""");
        string[] arguments = [.. words.Select(word => word == "/etc/jumpingvpn/server.json" ? file : word), "--print-config"];

        (int code, string output, string error) = await CliCall.RunAsync(arguments);

        code.Should().Be(0, error);
        output.Should().Contain("/run/jumpingvpn/server.sock");
    }

    private static string Unit => File.ReadAllText(RepositoryFiles.PathOf("deploy", "jumpingvpn.service"));

    private async Task<(int Code, string Output)> AnalyzeAsync(string unit, params string[] words)
    {
        // It wants the program to be there.
        string path = _directory.Write(
            "jumpingvpn.service",
            unit.Replace("/usr/local/bin/jumpingvpn", "/bin/true", StringComparison.Ordinal)
        );
        using Process? process = TryStart([.. words, path]);
        Skip.If(process is null, "systemd-analyze is not installed.");
        string output = await process!.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    private static Process? TryStart(string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo("systemd-analyze", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            return Process.Start(start);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}

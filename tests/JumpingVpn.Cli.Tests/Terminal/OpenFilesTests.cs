using JumpingVpn.Cli.Terminal;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Terminal;

public class OpenFilesTests
{
    [Theory]
    [InlineData("server", "Max open files            191                  4096                 files", false)]
    [InlineData("server", "Max open files            192                  4096                 files", true)]
    [InlineData("run", "Max open files            255                  4096                 files", false)]
    [InlineData("run", "Max open files            256                  4096                 files", true)]
    [InlineData("steps", "Max open files            97                   4096                 files", false)]
    [InlineData("run", "Max open files            unlimited            unlimited            files", true)]
    [InlineData("", "Max processes             20                   20                   processes", true)]
    [InlineData("", "", true)]
    public void The_soft_limit_decides_by_command_and_what_cannot_be_read_does_not(string command, string limits, bool enough) =>
        (OpenFiles.WhyTooFew(command, $"Limit                     Soft Limit           Hard Limit           Units\n{limits}\n") is null)
            .Should()
            .Be(enough);

    [LinuxFact]
    public async Task Every_command_either_works_with_its_least_limit_or_says_what_it_needs_in_a_line()
    {
        string feature = TestSupport.RepositoryFiles.PathOf("features", "session", "exchange.feature");
        foreach (
            (string command, int limit, string end) in (IEnumerable<(string, int, string)>)
                [
                    ("steps", 256, "0"),
                    ($"run {feature}", 256, "0"),
                    ("policy", 96, "0"),
                    ("client --server 127.0.0.1:9 --policy handshake-attempts=1", 192, "1"),
                    ("steps", 97, "2"),
                    ($"run {feature}", 30, "2"),
                    ("server --bind 127.0.0.1:0", 30, "2"),
                ]
        )
        {
            await using var shell = CliProcess.StartShell(
                $"ulimit -n {limit}; cd \"$(mktemp -d)\"; $CLI {command} > /dev/null; echo exit $?"
            );

            (await shell.Out.WaitForAsync("exit")).Should().Be($"exit {end}", $"{command} with {limit}");
            await shell.ExitAsync();
            shell.Error.Lines.Should().HaveCountLessThanOrEqualTo(1);
            shell.Error.Text.Contains($"may have {limit} files open").Should().Be(end == "2");
        }
    }
}

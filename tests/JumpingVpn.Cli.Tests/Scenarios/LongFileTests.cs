using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>Files that become longer than the process may make them.</summary>
public sealed class LongFileTests
{
    [TestSupport.LinuxTheory]
    [InlineData("--trace")]
    [InlineData("--pcap")]
    [InlineData("--report", "html=")]
    [InlineData("--report", "junit=")]
    [InlineData("--report", "messages=")]
    public async Task A_file_as_long_as_it_may_be_is_told_in_a_sentence(string option, string format = "")
    {
        using var directory = new TemporaryDirectory();
        string feature = TestSupport.RepositoryFiles.PathOf("features", "session", "exchange.feature");
        await using var shell = CliProcess.StartShell(
            "export DOTNET_EnableWriteXorExecute=0; ulimit -f 1; "
                + $"cd {directory.Path}; $CLI run {feature} --seeds 20 {option} {format}x > /dev/null; echo exit $?"
        );

        (await shell.Out.WaitForAsync("exit")).Should().Be("exit 2");
        await shell.ExitAsync();
        shell.Error.Lines.Should().ContainSingle().Which.Should().Contain($"{option} ").And.Contain("long");
    }
}

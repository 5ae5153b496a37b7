using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Terminal;

/// <summary>A command that is cut short from inside.</summary>
public sealed class UnfinishedExitTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 3)]
    public async Task A_step_that_ends_the_process_does_not_make_a_run_that_has_passed(int code, int exit)
    {
        using var directory = new TemporaryDirectory();
        directory.Write("x.feature", $"Feature: F\n  Scenario: S\n    When this process ends with {code}\n");
        await using var shell = CliProcess.StartShell(
            $"cd {directory.Path}; $CLI run x.feature --steps {typeof(EndingSteps).Assembly.Location} > /dev/null; echo exit $?"
        );

        (await shell.Out.WaitForAsync("exit")).Should().Be($"exit {exit}");
        await shell.ExitAsync();
        shell
            .Error.Lines.Count(static line => line.EndsWith("the rest was not run.", StringComparison.Ordinal))
            .Should()
            .Be(code == 0 ? 1 : 0);
    }
}

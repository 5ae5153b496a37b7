using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

public sealed class WatchRunTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task What_changes_is_run_again_until_it_is_stopped()
    {
        _directory.Write("a.feature", FeatureOf("A"));
        string changing = _directory.Write("b.feature", FeatureOf("B"));
        await using var call = CliCall.Start(
            ["run", _directory.Path, "--watch"],
            surroundings => surroundings with { StateDirectory = _directory.Path }
        );
        await call.Out.WaitForAsync("watching ");

        await File.WriteAllTextAsync(changing, FeatureOf("Changed"));
        await call.Out.WaitForAsync("✓ Changed › S [sim]");

        (await call.StopAsync()).Should().Be(0);
        call.Out.Lines.Count(line => line == "✓ A › S [sim]").Should().Be(1, "only what changed is run again");
    }

    [Fact]
    public async Task There_has_to_be_something_to_watch()
    {
        (int code, _, string error) = await CliCall.RunAsync("run", Path.Combine(_directory.Path, "gone"), "--watch");

        code.Should().Be(2);
        error.Should().StartWith("jumpingvpn run: --watch: there is nothing to watch at ");
    }

    public void Dispose() => _directory.Dispose();

    private static string FeatureOf(string title) =>
        $"Feature: {title}\n  Scenario: S\n    Given a gateway \"gw\"\n    Then \"gw\" holds exactly 0 sessions\n";
}

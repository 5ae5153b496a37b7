using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Endpoints;

/// <summary>What a feature is told that asks for a backup which cannot be.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Theory]
    [InlineData("crashes and restarts with the state that it saved", "\"guest\" has not saved its state, so it cannot restart with it.")]
    [InlineData("crashes and loses its state\n    And \"guest\" saves its state", "\"guest\" is down, so it cannot save its state.")]
    public async Task What_has_no_backup_or_is_down_is_named(string what, string message)
    {
        (int code, string output, string _) = await CliCall.RunAsync("run", FeatureOf("examples/endpoints/wat/ping.wat", what));

        code.Should().NotBe(0);
        output.Should().Contain(message);
    }

    [SkippableFact]
    public async Task An_endpoint_behind_another_door_has_none()
    {
        Skip.IfNot(InstalledProgram.IsThere("python3"), "There is no python3 on this machine.");

        (int code, string output, string _) = await CliCall.RunAsync(
            "run",
            FeatureOf("python3 examples/endpoints/python/ping.py", "saves its state")
        );

        code.Should().NotBe(0);
        output.Should().Contain("\"guest\" cannot save its state: only an endpoint that is a .wasm or .wat can.");
    }

    public void Dispose() => _directory.Dispose();

    private string FeatureOf(string program, string what)
    {
        string words = program.Replace("examples/", $"{RepositoryFiles.PathOf("examples")}/", StringComparison.Ordinal);
        return _directory.Write(
            "backup.feature",
            $"""
            Feature: Backups
              Scenario: One that cannot be
                Given an endpoint "guest" that runs "{words}" with "listen"
                When "guest" {what}
            """
        );
    }
}

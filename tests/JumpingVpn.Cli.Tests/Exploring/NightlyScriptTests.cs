using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Exploring;

/// <summary><c>deploy/explore-nightly.sh</c> files each finding once, so that the tests stay green until it is fixed.</summary>
public sealed class NightlyScriptTests : IDisposable
{
    private const string Page = "# Test scenarios\n\n| scenario | feature |\n|---|---|\n| a | [a](../features/a.feature) |\n\nThe end.\n";

    private const string Overclaiming = """
        Feature: Overclaiming
          @under-faults
          Scenario: Nothing is ever lost
            Given a gateway "gw"
            And a client "phone" with a session on "gw"
            When "phone" sends 3 messages
            Then exactly 0 datagrams were dropped for loss
        """;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [TestSupport.LinuxFact]
    public async Task A_finding_is_filed_once_is_ignored_and_stands_in_the_table()
    {
        string script = Path.Combine(_directory.Path, "deploy", "explore-nightly.sh");
        foreach (string folder in (string[])["deploy", "docs", "features"])
        {
            Directory.CreateDirectory(Path.Combine(_directory.Path, folder));
        }

        File.Copy(RepositoryFiles.PathOf("deploy", "explore-nightly.sh"), script);
        _directory.Write("docs/test-scenarios.md", Page);
        _directory.Write("features/a.feature", Overclaiming);

        (int first, string filed) = await RunAsync(script);
        (int second, string known) = await RunAsync(script);

        first.Should().Be(1, filed);
        filed.Should().Contain("filed: features/regressions/").And.Contain("1 new");
        string feature = Directory
            .GetFiles(Path.Combine(_directory.Path, "features", "regressions"), "*.feature")
            .Should()
            .ContainSingle()
            .Which;
        (await File.ReadAllTextAsync(feature)).Should().StartWith("@regression @ignore @unfixed\nFeature: ");
        File.Exists(Path.ChangeExtension(feature, ".decisions")).Should().BeTrue();
        string page = await File.ReadAllTextAsync(Path.Combine(_directory.Path, "docs", "test-scenarios.md"));
        page.Should().Contain($"(../features/regressions/{Path.GetFileName(feature)})").And.EndWith("|\n\nThe end.\n");
        second.Should().Be(0, known);
        known.Should().Contain("known: features/regressions/").And.Contain("0 new");
    }

    private static async Task<(int Code, string Output)> RunAsync(string script)
    {
        await using var run = CliProcess.StartShell($"JUMPINGVPN=\"$CLI\" SEED=1 '{script}' --seeds 20 --jobs 1");
        int code = await run.ExitAsync();
        return (code, $"{string.Join('\n', run.Out.Lines)}\n{string.Join('\n', run.Error.Lines)}");
    }
}

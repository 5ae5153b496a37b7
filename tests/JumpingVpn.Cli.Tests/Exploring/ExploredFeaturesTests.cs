using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Exploring;

/// <summary>A slice of exploration with each run of the tests: always the same plans of faults, of every feature.</summary>
public sealed class ExploredFeaturesTests : IDisposable
{
    // Some five thousand runs; deploy/explore-nightly.sh has the time for more.
    private const string SeedsEach = "6";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10); // for a machine that does much else besides

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task The_first_plans_of_faults_refute_no_feature()
    {
        string folder = Path.Combine(_directory.Path, "findings");

        await using var call = CliCall.Start(
            "explore",
            RepositoryFiles.PathOf("features"),
            "--seeds",
            SeedsEach,
            "--jobs",
            "2",
            "--out",
            folder
        );
        int code = await call.Exit.WaitAsync(Patience);

        string found = Directory.Exists(folder)
            ? string.Join('\n', Directory.GetFiles(folder, "*.feature").Order(StringComparer.Ordinal).Select(File.ReadAllText))
            : "";
        code.Should().Be(0, $"{string.Join('\n', call.Error.Lines)}{string.Join('\n', call.Out.Lines)}\n{found}");
    }
}

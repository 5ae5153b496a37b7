using System.Globalization;
using System.Text;
using JumpingVpn.Cli.Scenarios;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.Network.Randomness;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Scenarios;

/// <summary>
/// The hashes of traces that were right once. A change of them is a change of behaviour: it needs a line in CHANGELOG.md, and
/// <c>JUMPINGVPN_UPDATE_GOLDEN=1 dotnet test tests/JumpingVpn.Cli.Tests --filter Golden</c> writes them again.
/// </summary>
public sealed class GoldenTraceTests : IDisposable
{
    private const string UpdateVariable = "JUMPINGVPN_UPDATE_GOLDEN";

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Every_scenario_at_every_seed_leaves_the_trace_it_always_left()
    {
        string golden = RepositoryFiles.PathOf("tests", "JumpingVpn.Cli.Tests", "Scenarios", "golden.txt");
        var actual = new List<string>();
        foreach (ulong seed in new ulong[] { 1, 7, 0xDECAF })
        {
            actual.AddRange(await HashesAsync(seed));
        }

        if (Environment.GetEnvironmentVariable(UpdateVariable) == "1")
        {
            await File.WriteAllLinesAsync(golden, actual);
        }

        actual.Count.Should().BeGreaterThanOrEqualTo(20);
        (await File.ReadAllLinesAsync(golden))
            .Should()
            .Equal(
                actual,
                "a golden trace changes only on purpose: add a line to CHANGELOG.md and run this test with {0}=1",
                UpdateVariable
            );
    }

    public void Dispose() => _directory.Dispose();

    /// <summary>One line for each scenario: seed, name, hash of what the labs wrote. Where the scenario stands in its file is not
    /// part of it.</summary>
    private async Task<List<string>> HashesAsync(ulong seed)
    {
        string trace = Path.Combine(_directory.Path, "trace");
        string features = RepositoryFiles.PathOf("tests", "JumpingVpn.Cli.Tests", "Scenarios", "golden");
        (int code, string? output, string _) = await CliCall.RunAsync(
            "run",
            features,
            "--trace",
            trace,
            "--seed",
            seed.ToString(CultureInfo.InvariantCulture)
        );
        code.Should().Be(0, output);
        var hashes = new List<string>();
        string name = "";
        ulong hash = Fnv1a.Empty;
        foreach (string line in await File.ReadAllLinesAsync(trace))
        {
            if (TraceDifference.IsScenario(line))
            {
                name = TraceDifference.TitleOf(line);
                hash = Fnv1a.Empty;
            }
            else if (line.StartsWith("{\"what\":\"outcome\"", StringComparison.Ordinal))
            {
                hashes.Add(string.Create(CultureInfo.InvariantCulture, $"{seed} {hash:x16} {name}"));
            }
            else
            {
                hash = Fnv1a.Append(hash, Encoding.UTF8.GetBytes(line + "\n"));
            }
        }

        return hashes;
    }
}

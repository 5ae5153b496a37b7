using System.Runtime.Versioning;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Deployment;

/// <summary>The script for GNU parallel, run for real.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class ParallelTests
{
    [SkippableFact]
    public async Task Parts_that_are_killed_at_random_are_run_again_and_the_merge_has_the_bytes_of_the_whole()
    {
        Skip.IfNot(InstalledProgram.IsThere("parallel"), "There is no GNU parallel on this machine.");
        using var run = new DeployedRun();
        int[] doomed = Random.Shared.GetItems([1, 2, 3, 4], 2);
        run.Doom(doomed);

        (int code, string output) = await run.ShellAsync(DeployedRun.FileOf("explore-parallel.sh"), ("PARTS", "4"), ("SEEDS", "50"));

        code.Should().Be(0, "{0}; killed were {1}", output, string.Join(", ", doomed));
        run.Spared.Should().BeEmpty("each of them was killed once");
        File.ReadAllBytes(run.PathOf("all.ndjson")).Should().Equal(await run.WholeAsync("50"));
    }
}

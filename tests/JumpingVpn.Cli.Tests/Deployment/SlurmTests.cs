using System.Globalization;
using System.Runtime.Versioning;

namespace JumpingVpn.Cli.Tests.Deployment;

/// <summary>The script for Slurm, run for real on a cluster of one node.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class SlurmTests
{
    [SkippableFact]
    public async Task Parts_that_are_killed_at_random_are_named_and_once_run_again_the_merge_has_the_bytes_of_the_whole()
    {
        Skip.If(SlurmCluster.Missing is not null, SlurmCluster.Missing);
        using var run = new DeployedRun();
        Directory.CreateDirectory(run.PathOf("state"));
        Directory.CreateDirectory(run.PathOf("spool"));
        await using SlurmCluster cluster = await SlurmCluster.StartAsync(run.Folder);
        string[] doomed =
        [
            .. Random
                .Shared.GetItems([1, 2, 3, 4], 2)
                .Distinct()
                .Order()
                .Select(static part => part.ToString(CultureInfo.InvariantCulture)),
        ];
        run.Doom(doomed.Select(int.Parse));

        await SubmitAsync(run, cluster, "1-4");
        (int code, string output) = await run.ShellAsync(Merge);

        code.Should().Be(2, "{0} were killed", string.Join(", ", doomed));
        output.Should().ContainAll(doomed.Select(static part => $"{part}/4"));
        run.Spared.Should().BeEmpty();

        await SubmitAsync(run, cluster, string.Join(',', doomed));
        (code, output) = await run.ShellAsync(Merge);

        code.Should().Be(0, output);
        File.ReadAllBytes(run.PathOf("all.ndjson")).Should().Equal(await run.WholeAsync("50"));
    }

    private const string Merge = "jumpingvpn explore --merge results/*.ndjson --results all.ndjson";

    /// <summary>Submits parts, and waits for their end by a job that depends on theirs.</summary>
    private static async Task SubmitAsync(DeployedRun run, SlurmCluster cluster, string parts)
    {
        (int code, string output) = await run.ShellAsync(
            $"id=$(sbatch --parsable --array={parts} {DeployedRun.FileOf("explore-slurm.sh")}) && "
                + "sbatch --wait --dependency=afterany:$id --output=/dev/null --wrap true",
            ("SLURM_CONF", cluster.Configuration),
            ("PARTS", "4"),
            ("SEEDS", "50")
        );
        code.Should().Be(0, output);
    }
}

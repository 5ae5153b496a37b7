using System.Globalization;
using System.Net;
using System.Runtime.Versioning;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Deployment;

/// <summary>A cluster of one node, with daemons of its own in its own folder.</summary>
[UnsupportedOSPlatform("windows")]
internal sealed class SlurmCluster : IAsyncDisposable
{
    private static readonly string[] Programs = ["munged", "slurmctld", "slurmd", "sbatch"];

    private readonly List<CliProcess> _daemons = [];
    private readonly string _folder;

    private SlurmCluster(string folder) => _folder = folder;

    /// <summary>Why there can be none here; null where there can.</summary>
    public static string? Missing =>
        Programs.FirstOrDefault(static name => !InstalledProgram.IsThere(name)) is { } name ? $"There is no {name} on this machine."
        : !Environment.IsPrivilegedProcess ? "Slurm's daemons want to be root."
        : null;

    /// <summary>The path of the configuration, for <c>SLURM_CONF</c>.</summary>
    public string Configuration => Path.Combine(_folder, "slurm.conf");

    /// <summary>Starts it.</summary>
    /// <param name="folder">A folder of the test's own; it may hold other things.</param>
    public static async Task<SlurmCluster> StartAsync(string folder)
    {
        var cluster = new SlurmCluster(folder);
        byte[] key = new byte[1024];
        Random.Shared.NextBytes(key);
        string keyFile = Path.Combine(folder, "munge.key");
        await File.WriteAllBytesAsync(keyFile, key);
        File.SetUnixFileMode(keyFile, UnixFileMode.UserRead);
        File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        await File.WriteAllTextAsync(cluster.Configuration, cluster.Text());

        string munge = Path.Combine(folder, "munge");
        string[] files = [$"--key-file={keyFile}", $"--socket={munge}.sock", $"--pid-file={munge}.pid", $"--seed-file={munge}.seed"];
        await cluster.StartAsync("Created socket", ["munged", "-F", "--force", .. files]);
        await cluster.StartAsync("Running as primary controller", ["slurmctld", "-D", "-f", cluster.Configuration]);
        await cluster.StartAsync("slurmd started", ["slurmd", "-D", "-f", cluster.Configuration]);
        return cluster;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (CliProcess daemon in Enumerable.Reverse(_daemons))
        {
            await daemon.SignalAsync("TERM");
            await daemon.ExitAsync();
            await daemon.DisposeAsync();
        }
    }

    private async Task StartAsync(string ready, string[] words)
    {
        words[0] = InstalledProgram.PathOf(words[0])!;
        var daemon = CliProcess.StartOther(words);
        _daemons.Add(daemon);
        await daemon.Error.WaitForAsync(ready);
    }

    private string Text() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            ClusterName=test
            SlurmctldHost={Dns.GetHostName()}(127.0.0.1)
            AuthType=auth/munge
            AuthInfo=socket={_folder}/munge.sock
            SlurmUser=root
            SlurmctldPort={FreePort.Take()}
            SlurmdPort={FreePort.Take()}
            StateSaveLocation={_folder}/state
            SlurmdSpoolDir={_folder}/spool
            SlurmctldPidFile={_folder}/slurmctld.pid
            SlurmdPidFile={_folder}/slurmd.pid
            ProctrackType=proctrack/linuxproc
            TaskPlugin=task/none
            MpiDefault=none
            ReturnToService=2
            SchedulerType=sched/builtin
            SchedulerParameters=batch_sched_delay=0,sched_interval=1
            SelectType=select/cons_tres
            SelectTypeParameters=CR_CPU
            NodeName={Dns.GetHostName()} NodeAddr=127.0.0.1 CPUs={Environment.ProcessorCount} State=UNKNOWN
            PartitionName=all Nodes=ALL Default=YES State=UP

            """
        );
}

using System.Diagnostics;
using System.Globalization;
using JumpingVpn.Cli.Supervision;
using JumpingVpn.Cli.Tests.Support;
using JumpingVpn.TestSupport;

namespace JumpingVpn.Cli.Tests.Supervision;

/// <summary>What a service manager is told, in the words of sd_notify(3).</summary>
public sealed class ServiceNotifierTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [PosixFact]
    public Task A_server_says_that_it_is_ready_lives_reloads_and_stops() => LiveAsync(Path.Combine(_directory.Path, "notify"));

    [LinuxFact]
    public Task It_does_so_in_the_abstract_namespace_too() => LiveAsync($"@jumpingvpn-test-{Guid.NewGuid():N}");

    [Theory]
    [InlineData("20000000", null, 20.0)]
    [InlineData("20000000", "7", 20.0)]
    [InlineData("20000000", "8", null)]
    [InlineData("0", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("99999999999999999999", null, null)]
    [InlineData("soon", null, null)]
    [InlineData(null, null, null)]
    public void The_watchdog_is_fed_where_it_is_ours(string? microseconds, string? process, double? seconds)
    {
        var variables = new Dictionary<string, string?> { ["WATCHDOG_USEC"] = microseconds, ["WATCHDOG_PID"] = process };

        ServiceNotifier.WatchdogInterval(variables.GetValueOrDefault, 7)?.TotalSeconds.Should().Be(seconds);
    }

    [Theory]
    [InlineData("relative/path")]
    [InlineData("/nobody/listens/here")]
    [InlineData("@nobody-listens-here")]
    [InlineData("/a/path/that/is/far/too/long/for/a/socket/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("")]
    public void A_manager_that_is_not_there_is_no_matter(string name)
    {
        using var notifier = new ServiceNotifier(variable => variable == "NOTIFY_SOCKET" ? name : null);

        Action tell = () => notifier.Ready("serving");

        tell.Should().NotThrow();
    }

    private async Task LiveAsync(string name)
    {
        using var manager = new ServiceManager(name);
        string file = _directory.Write("server.json", """{ "bind": "127.0.0.1:0", "policy": { "idle-ttl": "7s" } }""");
        await using var server = CliProcess.Start(
            ["server", "--config", file],
            start =>
            {
                start.Environment["NOTIFY_SOCKET"] = manager.Name;
                start.Environment["WATCHDOG_USEC"] = "200000";
            }
        );
        (await manager.WaitForAsync("READY=1"))
            .Should()
            .Contain(line => line.StartsWith("STATUS=serving 127.0.0.1:", StringComparison.Ordinal));
        await manager.WaitForAsync("WATCHDOG=1");

        long before = Monotonic();
        await server.SignalAsync("HUP");
        string[] reloading = await manager.WaitForAsync("RELOADING=1");

        long told = long.Parse(
            reloading.Single(line => line.StartsWith("MONOTONIC_USEC=", StringComparison.Ordinal))[15..],
            CultureInfo.InvariantCulture
        );
        told.Should().BeInRange(before, Monotonic());
        await manager.WaitForAsync("READY=1");
        await server.SignalAsync("TERM");
        await manager.WaitForAsync("STOPPING=1");
        (await server.ExitAsync()).Should().Be(0);
    }

    private static long Monotonic() => (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));
}

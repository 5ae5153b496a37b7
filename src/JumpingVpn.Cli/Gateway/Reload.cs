using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Supervision;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Cli.Gateway;

/// <summary>
/// Takes a changed configuration while the server serves: the limits that may change, the log level, the drain and the clients' keys. What
/// needs a new start is said and stays as it was, and a configuration that is wrong changes nothing.
/// </summary>
/// <remarks>Thread rule: any thread; one reload at a time.</remarks>
internal sealed class Reload(
    ServerSettings started,
    Func<Parsed<ServerSettings>> read,
    SessionServerDriver driver,
    EventStream events,
    ServiceNotifier notifier,
    Surroundings surroundings
)
{
    private readonly Lock _gate = new();
    private ServerSettings _current = started;

    /// <summary>The settings in force; those that wait for a new start are as they were.</summary>
    public ServerSettings Current => Volatile.Read(ref _current);

    /// <summary>Reads the configuration again and takes what has changed.</summary>
    public void Run()
    {
        lock (_gate)
        {
            notifier.Reloading();
            Parsed<ServerSettings> next = read();
            if (next.IsValid)
            {
                using ServerSettings settings = next.Value;
                Take(settings);
            }
            else
            {
                surroundings.Warn($"the new configuration is refused, and the server continues with the old one: {next.Error}");
            }

            notifier.Ready($"serving {driver.LocalAddress}");
        }
    }

    private void Take(ServerSettings next)
    {
        ServerOptions secrets = _current.Options;
        ServerOptions limits = next.Options with
        {
            Mode = secrets.Mode,
            PreSharedKey = secrets.PreSharedKey,
            ClientKeys = secrets.ClientKeys,
        };
        List<SettingChanged> changes =
        [
            .. driver
                .ChangeLimits(limits)
                .Select(change => new SettingChanged(change.Setting.Name, change.From, change.To, change.Setting.IsLive)),
            .. Differences(next),
        ];
        events.Level = next.Record.Level;
        driver.RefreshKinds();
        if (secrets.Mode == SessionMode.Psk && next.Options.Mode == SessionMode.Psk)
        {
            driver.ReplaceKeys(next.Options.PreSharedKey, next.KeysAt(driver.Now, surroundings.Clock.GetUtcNow()));
        }

        int applied = changes.Count(change => change.IsApplied);
        changes.ForEach(events.Record);
        events.Record(new ServerReload(applied, changes.Count - applied));
        foreach (SettingChanged waiting in changes.Where(change => !change.IsApplied))
        {
            surroundings.Warn($"{waiting.Setting} is {waiting.From}, and {waiting.To} in the configuration: that needs a restart.");
        }

        ServerSettings taken = _current with
        {
            Record = _current.Record with { Level = next.Record.Level },
            Gateway = _current.Gateway with { Drain = next.Gateway.Drain },
            KeyDigest = next.KeyDigest,
        };
        Volatile.Write(ref _current, taken);
    }

    private IEnumerable<SettingChanged> Differences(ServerSettings next)
    {
        (string Name, object? From, object? To, bool IsLive)[] all =
        [
            ("log-level", RecordOptions.NameOf(_current.Record.Level), RecordOptions.NameOf(next.Record.Level), true),
            ("drain", DurationText.Format(_current.Gateway.Drain), DurationText.Format(next.Gateway.Drain), true),
            ("keys", _current.KeyDigest, next.KeyDigest, true),
            ("bind", _current.Bind, next.Bind, false),
            ("mode", _current.Options.Mode, next.Options.Mode, false),
            ("log-file", _current.Record.File, next.Record.File, false),
            ("log-payload", _current.Record.WithPayload, next.Record.WithPayload, false),
            ("metrics", _current.Gateway.Metrics, next.Gateway.Metrics, false),
            ("otlp", _current.Gateway.Collector, next.Gateway.Collector, false),
            ("control", _current.Gateway.Control, next.Gateway.Control, false),
        ];
        return all.Where(one => !Equals(one.From, one.To))
            .Select(one => new SettingChanged(one.Name, one.From?.ToString() ?? "none", one.To?.ToString() ?? "none", one.IsLive));
    }
}

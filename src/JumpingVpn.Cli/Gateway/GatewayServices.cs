using System.Net;
using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Control;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Metrics;
using JumpingVpn.Cli.Supervision;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Gateway;

/// <summary>What stands around a server for those who operate it: metrics, health, control socket, service manager.</summary>
internal sealed class GatewayServices : IAsyncDisposable
{
    private readonly EventStream _events;
    private readonly ServiceNotifier _notifier;
    private readonly List<IDisposable> _opened = [];
    private ServerMeter? _meter;
    private ControlSocket? _control;
    private RunningServer? _server;

    private GatewayServices(EventStream events, Surroundings surroundings)
    {
        _events = events;
        _notifier = new ServiceNotifier(surroundings.Variable);
    }

    /// <summary>Where the driver's events go.</summary>
    public ISessionEventSink Sink => _meter is null ? _events : _meter;

    /// <summary>Tells the service manager.</summary>
    public ServiceNotifier Notifier => _notifier;

    /// <summary>Opens what is asked for, or says what cannot be opened.</summary>
    /// <param name="options">What is asked for.</param>
    /// <param name="events">The server's record.</param>
    /// <param name="surroundings">The environment, and who is told what is to be said at once.</param>
    public static async Task<Parsed<GatewayServices>> TryOpenAsync(GatewayOptions options, EventStream events, Surroundings surroundings)
    {
        var services = new GatewayServices(events, surroundings);
        if (services.WhyNot(options, surroundings) is { } error)
        {
            await services.DisposeAsync();
            return Parsed<GatewayServices>.Invalid(error);
        }

        return services;
    }

    /// <summary>Lets everybody look at the server, and tells the service manager that it serves.</summary>
    public RunningServer Serve(SessionServerDriver driver, GatewayOptions options, Surroundings surroundings)
    {
        var server = new RunningServer(driver);
        _meter?.Observe(new ServerReading(driver, _events));
        Volatile.Write(ref _server, server);
        if (options.Metrics is { } metrics)
        {
            _events.Record(new EndpointOpened("metrics", $"http://{MetricsExport.HostOf(metrics)}:{metrics.Port}{MetricsExport.Path}"));
        }

        if (_control is not null)
        {
            _control.Serve(server);
            _events.Record(new EndpointOpened("control", _control.Path));
        }

        if (ServiceNotifier.WatchdogInterval(surroundings.Variable, Environment.ProcessId) is { } interval)
        {
            _notifier.Watch(surroundings.Clock, interval, () => server.IsHealthy);
        }

        _notifier.Ready($"serving {driver.LocalAddress}");
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _opened.ForEach(one => one.Dispose());
        _meter?.Dispose();
        if (_control is not null)
        {
            await _control.DisposeAsync();
        }

        _notifier.Dispose();
    }

    private string? WhyNot(GatewayOptions options, Surroundings surroundings)
    {
        if (options.Control is { } path)
        {
            Parsed<ControlSocket> control = ControlSocket.TryOpen(path, surroundings.Warn);
            if (!control.IsValid)
            {
                return $"--control '{path}': {control.Error}.";
            }

            _control = control.Value;
        }

        return options.Metrics is null && options.Collector is null
            ? null
            : WhyNoMetrics(options.Metrics, options.Collector, surroundings.Warn);
    }

    private string? WhyNoMetrics(IPEndPoint? serve, Uri? collector, Action<string> warn)
    {
        _meter = new ServerMeter(_events);
        if (serve is not null)
        {
            Parsed<HealthPages> pages = HealthPages.TryStart(
                serve,
                () => Volatile.Read(ref _server)?.IsHealthy == true,
                () => Volatile.Read(ref _server) is { IsDraining: false }
            );
            if (!pages.IsValid)
            {
                return $"--metrics '{serve}': {pages.Error}; choose another port.";
            }

            _opened.Add(pages.Value);
        }

        if (collector is not null)
        {
            _opened.Add(new ExportWatch(collector, warn));
        }

        Parsed<IDisposable?> export = MetricsExport.TryStart(serve, collector);
        if (!export.IsValid)
        {
            return $"--metrics '{serve}': {export.Error}.";
        }

        _opened.Insert(0, export.Value!); // it delivers once more as it ends, and is watched until then
        return null;
    }
}

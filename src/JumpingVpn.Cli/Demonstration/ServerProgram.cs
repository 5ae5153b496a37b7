using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Gateway;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Demonstration;

/// <summary>The prototype's server: sessions over one UDP socket, its events on standard output.</summary>
internal static class ServerProgram
{
    /// <summary>How long messages in flight may take to be acknowledged when the server stops, and telling the clients at most.</summary>
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(1);

    /// <summary>Serves until <see cref="Surroundings.Stop"/>, or until its control socket is told to drain.</summary>
    /// <param name="settings">All that it is set by; the caller's to dispose.</param>
    /// <param name="readAgain">Reads the configuration at each SIGHUP; null if that ends the server.</param>
    /// <param name="surroundings">Where output goes and when to end.</param>
    public static async Task<Outcome> RunAsync(ServerSettings settings, Func<Parsed<ServerSettings>>? readAgain, Surroundings surroundings)
    {
        Parsed<TransportAddress> address = await AddressLookup.ResolveAsync(settings.Bind, surroundings.Stop);
        if (!address.IsValid)
        {
            return Outcome.Usage($"--bind '{settings.Bind}': {address.Error}.");
        }

        if (!UdpDatagramChannel.TryBind(address.Value, null, out UdpDatagramChannel? channel, out BindError? error))
        {
            return Outcome.Usage(error.Message);
        }

        surroundings = surroundings.WithRecordIn(settings.Record.File);
        var events = new EventStream(settings.Record, surroundings);
        await using (events)
        {
            Parsed<GatewayServices> opened = await GatewayServices.TryOpenAsync(settings.Gateway, events, surroundings);
            if (!opened.IsValid)
            {
                await channel.DisposeAsync();
                return Outcome.Usage(opened.Error);
            }

            await using GatewayServices services = opened.Value;
            await ServeAsync(settings, readAgain, channel, events, services, surroundings);
        }

        return events.Judge(Outcome.Stopped(surroundings));
    }

    private static async Task ServeAsync(
        ServerSettings settings,
        Func<Parsed<ServerSettings>>? readAgain,
        UdpDatagramChannel channel,
        EventStream events,
        GatewayServices services,
        Surroundings surroundings
    )
    {
        events.Record(new ServerStart(channel.LocalAddress, settings.Options.IdleTtl));
        ServerOptions options = settings.Options with { ClientKeys = settings.KeysAt(TimeSpan.Zero, surroundings.Clock.GetUtcNow()) };
        var core = new SessionServer(options, new SystemEntropy());
        using ForwardServer? forward = settings.Forward is { } forwardTo ? new ForwardServer(forwardTo, options, events.Record) : null;
        ISessionEventSink sink = forward is null ? services.Sink : new BothSinks(services.Sink, forward);
        await using var driver = new SessionServerDriver(core, channel, surroundings.Clock, sink);
        forward?.Begin(driver, surroundings.Clock);
        RunningServer server = services.Serve(driver, settings.Gateway, surroundings);
        var reload = new Reload(
            settings with
            {
                Options = options,
            },
            readAgain ?? (() => settings),
            driver,
            events,
            services.Notifier,
            surroundings
        );
        using (readAgain is null ? null : surroundings.TakeHangUps(reload.Run))
        {
            await Task.WhenAny(surroundings.Stop.WhenCancelledAsync(), server.DrainAsked);
        }

        TimeSpan drain = reload.Current.Gateway.Drain;
        services.Notifier.Stopping(drain + (2 * StopPatience));
        if (drain > TimeSpan.Zero)
        {
            events.Record(new ServerDrain(server.SessionCount, drain));
            await server.DrainAsync(drain, surroundings.Clock);
        }

        await driver.StopAsync(StopPatience);
    }
}

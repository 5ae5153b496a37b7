using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Forwarding;
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

    /// <summary>Serves until <see cref="Surroundings.Stop"/>.</summary>
    /// <param name="bind">The address to serve; port 0 takes any free one.</param>
    /// <param name="options">The bounds of the session server.</param>
    /// <param name="record">What is recorded, and where besides the console.</param>
    /// <param name="forwardTo">What it forwards to, and how; null where it does not.</param>
    /// <param name="surroundings">Where output goes and when to end.</param>
    public static async Task<Outcome> RunAsync(
        HostPort bind,
        ServerOptions options,
        RecordOptions record,
        ForwardServerOptions? forwardTo,
        Surroundings surroundings
    )
    {
        Parsed<TransportAddress> address = await AddressLookup.ResolveAsync(bind, surroundings.Stop);
        if (!address.IsValid)
        {
            return Outcome.Usage($"--bind '{bind}': {address.Error}.");
        }

        if (!UdpDatagramChannel.TryBind(address.Value, null, out UdpDatagramChannel? channel, out BindError? error))
        {
            return Outcome.Usage(error.Message);
        }

        surroundings = surroundings.WithRecordIn(record.File);
        var events = new EventStream(record, surroundings);
        await using (events)
        {
            events.Record(new ServerStart(channel.LocalAddress, options.IdleTtl));
            var server = new SessionServer(options, new SystemEntropy());
            ForwardServer? forward = forwardTo is null ? null : new ForwardServer(forwardTo, options, events.Record);
            ISessionEventSink sink = forward is null ? events : new BothSinks(events, forward);
            await using var driver = new SessionServerDriver(server, channel, surroundings.Clock, sink);
            forward?.Begin(driver, surroundings.Clock);
            await surroundings.Stop.WhenCancelledAsync();
            await driver.StopAsync(StopPatience);
            forward?.Dispose();
        }

        return events.Judge(Outcome.Stopped(surroundings));
    }
}

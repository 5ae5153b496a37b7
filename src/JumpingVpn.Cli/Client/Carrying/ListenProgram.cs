using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Client.Carrying;

/// <summary>
/// <c>client --listen</c>: carries the datagrams of local programs to the service that the server forwards to, until it is told to stop. A
/// session that ends is followed by another one.
/// </summary>
internal static class ListenProgram
{
    /// <summary>Runs until <see cref="Surroundings.Stop"/>. Where the first session is refused, it says so and ends.</summary>
    /// <param name="listen">Where local programs send to, and how.</param>
    /// <param name="addresses">The server's.</param>
    /// <param name="settings">The session's.</param>
    /// <param name="record">What is recorded, and where besides the console.</param>
    /// <param name="surroundings">Where output goes and when to end.</param>
    public static async Task<Outcome> RunAsync(
        ListenOptions listen,
        IReadOnlyList<TransportAddress> addresses,
        ClientSettings settings,
        RecordOptions record,
        Surroundings surroundings
    )
    {
        Parsed<TransportAddress> local = await AddressLookup.ResolveAsync(listen.Local, surroundings.Stop);
        if (!local.IsValid)
        {
            return Outcome.Usage($"--listen '{listen.Local}': {local.Error}.");
        }

        if (!UdpDatagramChannel.TryBind(local.Value, null, out UdpDatagramChannel? socket, out BindError? error))
        {
            return Outcome.Usage($"--listen: {error.Message}");
        }

        surroundings = surroundings.WithRecordIn(record.File);
        surroundings = surroundings.Terminal is null ? surroundings : surroundings.WithScreen();
        var events = new EventStream(record, surroundings);
        Outcome outcome;
        await using (events)
        await using (socket)
        {
            var options = new ForwardClientOptions
            {
                Delivery = listen.Delivery,
                LongestDatagram = ForwardFrame.LongestDatagram(settings.Options.MaximumDatagramSize),
            };
            var forward = new ForwardClient(socket, options, surroundings.Clock, events.Record);
            outcome = surroundings.Terminal is null
                ? await new Carrier(forward, listen, addresses, settings, events, surroundings).RunAsync()
                : await CarriedScreen.RunAsync(forward, listen, addresses, settings, events, surroundings);
            forward.End();
        }

        return events.Judge(outcome);
    }
}

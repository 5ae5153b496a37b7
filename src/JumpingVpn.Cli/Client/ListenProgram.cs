using JumpingVpn.Cli.Arguments;
using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.Client;

/// <summary>
/// <c>client --listen</c>: carries the datagrams of local programs to the service that the server forwards to, until it is told to stop. A
/// session that ends is followed by another one.
/// </summary>
internal static class ListenProgram
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

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
            outcome = await CarryAsync(forward, listen, addresses, settings, events, surroundings);
            forward.End();
        }

        return events.Judge(outcome);
    }

    private static async Task<Outcome> CarryAsync(
        ForwardClient forward,
        ListenOptions listen,
        IReadOnlyList<TransportAddress> addresses,
        ClientSettings settings,
        EventStream events,
        Surroundings surroundings
    )
    {
        bool any = false;
        Task kill = KillAsync(forward, listen, surroundings);
        TimeSpan pause = FirstPause;
        try
        {
            while (true)
            {
                await using ServerSearch<ClientSession> search = SessionSearch.Of(addresses, settings, events, surroundings);
                if (await search.FindAsync() is { } session)
                {
                    (any, pause) = (true, FirstPause);
                    session.Listen(forward);
                    forward.Use(session.Driver.Session);
                    SessionTerminated end = await EndAsync(session, kill, surroundings.Stop);
                    forward.Use(null);
                    surroundings.Warn($"the session has ended{FailureText.Why(end)}; another one is asked for.");
                }
                else if (!any)
                {
                    return Outcome.Failure(search.WhyNone);
                }

                await Task.Delay(pause, surroundings.Clock, surroundings.Stop);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
        catch (OperationCanceledException) when (surroundings.Stop.IsCancellationRequested)
        {
            forward.Use(null);
            return Outcome.Stopped(surroundings);
        }
    }

    /// <summary>Waits for the session's end; when it is time to, its socket dies first.</summary>
    private static async Task<SessionTerminated> EndAsync(ClientSession session, Task kill, CancellationToken stop)
    {
        if (!kill.IsCompleted && await Task.WhenAny(kill, session.Ended).WaitAsync(stop) == kill)
        {
            session.Kill();
        }

        return await session.Ended.WaitAsync(stop);
    }

    private static Task KillAsync(ForwardClient forward, ListenOptions listen, Surroundings surroundings) =>
        listen.KillAfterDatagrams is { } count ? forward.WhenDelivered(count)
        : listen.KillAfter is { } time ? Task.Delay(time, surroundings.Clock, surroundings.Stop)
        : Task.Delay(Timeout.InfiniteTimeSpan, surroundings.Clock, surroundings.Stop);
}

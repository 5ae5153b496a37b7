using JumpingVpn.Cli.Demonstration;
using JumpingVpn.Cli.Forwarding;
using JumpingVpn.Cli.Logging;
using JumpingVpn.Cli.Terminal;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Client.Carrying;

/// <summary>Carries datagrams by one session after the other: one that ends is followed by another.</summary>
/// <param name="forward">What is carried.</param>
/// <param name="listen">When the socket is to die.</param>
/// <param name="addresses">The server's.</param>
/// <param name="settings">The sessions'.</param>
/// <param name="events">Where the events go.</param>
/// <param name="surroundings">The clock, and when to end.</param>
internal sealed class Carrier(
    ForwardClient forward,
    ListenOptions listen,
    IReadOnlyList<TransportAddress> addresses,
    ClientSettings settings,
    EventStream events,
    Surroundings surroundings
)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private readonly ClientStatistics _statistics = new();
    private volatile ClientPlay? _play;

    /// <summary>The session that carries now; null while there is none.</summary>
    public ClientPlay? Play => _play;

    /// <summary>Somebody who looks on at each session's events; null for nobody. Set before it runs.</summary>
    public ISessionEventSink? Audience { get; init; }

    /// <summary>Runs until it is told to stop. Where there is no first session, it says why and ends.</summary>
    public async Task<Outcome> RunAsync()
    {
        bool any = false;
        Task kill = KillAsync();
        TimeSpan pause = FirstPause;
        try
        {
            while (true)
            {
                await using ServerSearch<ClientSession> search = SessionSearch.Of(addresses, settings, events, surroundings);
                if (await search.FindAsync() is { } session)
                {
                    (any, pause) = (true, FirstPause);
                    SessionTerminated end = await UseAsync(session, kill);
                    surroundings.Warn($"the session has ended{FailureText.Why(end)}; the client asks for another one.");
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
            return Outcome.Stopped(surroundings);
        }
        finally
        {
            forward.Use(null);
        }
    }

    /// <summary>Carries by a session to its end; when it is time to, its socket dies first.</summary>
    private async Task<SessionTerminated> UseAsync(ClientSession session, Task kill)
    {
        var counted = new BothSinks(_statistics, forward);
        session.Listen(Audience is null ? counted : new BothSinks(counted, Audience));
        forward.Use(session.Driver.Session);
        _play = new ClientPlay(session, _statistics, surroundings.Clock);
        try
        {
            if (!kill.IsCompleted && await Task.WhenAny(kill, session.Ended).WaitAsync(surroundings.Stop) == kill)
            {
                session.Kill();
            }

            return await session.Ended.WaitAsync(surroundings.Stop);
        }
        finally
        {
            _play = null;
            forward.Use(null);
        }
    }

    private Task KillAsync() =>
        listen.KillAfterDatagrams is { } count ? forward.WhenDelivered(count)
        : listen.KillAfter is { } time ? Task.Delay(time, surroundings.Clock, surroundings.Stop)
        : Task.Delay(Timeout.InfiniteTimeSpan, surroundings.Clock, surroundings.Stop);
}

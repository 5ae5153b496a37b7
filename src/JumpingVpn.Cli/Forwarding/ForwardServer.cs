using JumpingVpn.Cli.Refusals;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// The server's end of forwarding: what sessions send goes to the one target, from a socket of each flow's own, and what the target answers
/// goes back down the session, wherever it is bound then. The client names flows, never a target.
/// </summary>
/// <remarks>
/// Thread rule: it is a sink of the driver's; everything else happens under the driver's lock, too, which
/// <see cref="SessionServerDriver.Inspect"/> lends.
/// </remarks>
internal sealed class ForwardServer : ISessionEventSink, IDisposable
{
    private static readonly TimeSpan SweepPace = TimeSpan.FromSeconds(5);

    private readonly ForwardServerOptions _options;
    private readonly ServerOptions _server;
    private readonly Action<IAuditEvent> _record;
    private readonly SessionFlows<TargetSocket> _flows;
    private readonly Dictionary<SessionId, Feeder> _feeders = [];
    private readonly LossReports _losses;
    private readonly RefusalWatch _refusals;
    private readonly TaskCompletionSource<SessionServerDriver> _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ITimer? _sweep;
    private bool _over;
    private long _up;
    private long _down;

    /// <summary>Makes it; <see cref="Begin"/> gives it the driver whose sink it is.</summary>
    /// <param name="options">The target, what is promised, and the bounds.</param>
    /// <param name="server">The bounds of the sessions.</param>
    /// <param name="record">Takes its own events.</param>
    public ForwardServer(ForwardServerOptions options, ServerOptions server, Action<IAuditEvent> record)
    {
        _server = server;
        _record = record;
        _options = options with
        {
            Limits = options.Limits with { InFlight = Math.Min(options.Limits.InFlight, server.MaximumDownlinkMessages) },
        };
        _flows = new SessionFlows<TargetSocket>(_options.Limits, static socket => socket.Dispose());
        _losses = new LossReports(record);
        _refusals = new RefusalWatch(options.Target, record);
    }

    /// <inheritdoc/>
    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.DataAccepted,
            SessionEventKind.DownlinkRoundtrip,
            SessionEventKind.DataFailed,
            SessionEventKind.SessionExpired,
            SessionEventKind.SessionTerminated
        );

    /// <summary>How many flows there are now.</summary>
    public int Flows => Locked(() => _flows.Count);

    // A session may send before the driver's constructor has given it to anybody; an answer waits for that moment.
    private SessionServerDriver Driver => _begun.Task.GetAwaiter().GetResult();

    private int LongestDatagram => ForwardFrame.LongestDatagram(_server.MaximumDatagramSize);

    /// <summary>Begins to forward.</summary>
    /// <param name="driver">The driver whose events it gets.</param>
    /// <param name="clock">Ends what is idle.</param>
    public void Begin(SessionServerDriver driver, TimeProvider clock)
    {
        _record(new ForwardStart(Local: null, _options.Target, _options.Delivery));
        _begun.SetResult(driver);
        _sweep = clock.CreateTimer(_ => Locked(Sweep), state: null, SweepPace, SweepPace);
    }

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        switch (e)
        {
            case not null when _over:
                break;
            case DataAccepted data:
                Forward(data.SessionId, data.Payload.Span, at);
                break;
            case DownlinkRoundtrip acknowledged:
                Ended(acknowledged.SessionId, acknowledged.Sequence, acknowledged: true, at);
                break;
            case DataFailed failed:
                Ended(failed.SessionId, failed.Sequence, acknowledged: false, at);
                break;
            case SessionExpired or SessionTerminated when e.SessionId is { } session:
                _flows.EndAll(session);
                _feeders.Remove(session);
                break;
        }
    }

    /// <summary>Ends all flows, and says how much was forwarded. It began, and the driver is still there.</summary>
    public void Dispose()
    {
        _sweep?.Dispose();
        Locked(() =>
        {
            _over = true;
            _flows.Clear();
            _feeders.Clear();
            _losses.SayRest(Driver.Now);
            _record(new ForwardStop(_up, _down, _losses.Total));
        });
    }

    private void Forward(SessionId session, ReadOnlySpan<byte> payload, TimeSpan now)
    {
        if (!ForwardFrame.TryRead(payload, out uint number, out byte[] datagram))
        {
            _losses.Count(ForwardLoss.NotAFrame, now);
        }
        else if (SocketOf(session, number, now) is not { } socket || !socket.TrySend(datagram))
        {
            _losses.Count(ForwardLoss.Refused, now);
        }
        else
        {
            _up++;
        }
    }

    private TargetSocket? SocketOf(SessionId session, uint number, TimeSpan now)
    {
        if (_flows.TryUse(session, number, now, out TargetSocket known))
        {
            return known;
        }

        if (TargetSocket.TryOpen(_options.Target) is not { } opened)
        {
            return null;
        }

        _flows.Add(session, number, opened, now);
        _ = opened.ReceiveAsync(
            LongestDatagram,
            answer => Locked(() => Answer(session, number, opened, answer.Span)),
            () => Locked(OnRefused)
        );
        return opened;
    }

    private void OnRefused()
    {
        _refusals.OnRefused();
        _losses.Count(ForwardLoss.Refused, Driver.Now);
    }

    private void Answer(SessionId session, uint number, TargetSocket from, ReadOnlySpan<byte> datagram)
    {
        TimeSpan now = Driver.Now;
        _refusals.OnAnswer();
        if (!_flows.TryUse(session, number, now, out TargetSocket current) || current != from)
        {
            return; // it ended meanwhile
        }

        if (datagram.Length > LongestDatagram)
        {
            _losses.Count(ForwardLoss.TooLong, now);
            return;
        }

        if (!_feeders.TryGetValue(session, out Feeder? feeder))
        {
            feeder = new Feeder(_options.Delivery, _options.Limits, why => _losses.Count(why, Driver.Now));
            _feeders.Add(session, feeder);
        }

        feeder.Add(ForwardFrame.Write(number, datagram), now);
        Feed(session, feeder, now);
    }

    private void Ended(SessionId session, long sequence, bool acknowledged, TimeSpan now)
    {
        if (_feeders.TryGetValue(session, out Feeder? feeder) && feeder.Ended(sequence, acknowledged))
        {
            _down += acknowledged ? 1 : 0;
            Feed(session, feeder, now);
        }
    }

    private void Feed(SessionId session, Feeder feeder, TimeSpan now) =>
        feeder.Feed((byte[] frame, out long sequence) => Driver.TrySend(session, frame, out sequence, feeder.Semantics), now);

    private void Sweep()
    {
        TimeSpan now = Driver.Now;
        _flows.EndIdle(now);
        foreach ((SessionId session, Feeder feeder) in _feeders)
        {
            Feed(session, feeder, now); // which lets what is too old go
        }

        _losses.SayRest(now);
    }

    private void Locked(Action act) =>
        Locked(() =>
        {
            act();
            return true;
        });

    private T Locked<T>(Func<T> read) => Driver.Inspect(_ => read());
}

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// The client's end of forwarding: what local programs send to a port goes up the session, and what comes down goes to the program whose
/// flow it is. It outlives sessions: flows keep their numbers, and what waits is sent by the next one.
/// </summary>
/// <remarks>Thread rule: any thread; its own lock is taken inside of the driver's, never around it.</remarks>
internal sealed class ForwardClient : IDatagramReceiver, ISessionEventSink
{
    private readonly Lock _gate = new();
    private readonly IDatagramChannel _local;
    private readonly ForwardClientOptions _options;
    private readonly TimeProvider _clock;
    private readonly Action<IAuditEvent> _record;
    private readonly long _origin;
    private readonly PeerFlows _flows;
    private readonly Feeder _feeder;
    private readonly LossReports _losses;
    private readonly List<(long Count, TaskCompletionSource Reached)> _waiters = [];
    private SessionClientDriver? _session;
    private long _up;
    private long _down;

    /// <summary>Begins to take datagrams, which wait until there is a session.</summary>
    /// <param name="local">Where local programs send to; it stays the caller's.</param>
    /// <param name="options">What is promised, and the bounds.</param>
    /// <param name="clock">What waits and idles is measured on it.</param>
    /// <param name="record">Takes its own events.</param>
    public ForwardClient(IDatagramChannel local, ForwardClientOptions options, TimeProvider clock, Action<IAuditEvent> record)
    {
        _local = local;
        _options = options;
        _clock = clock;
        _record = record;
        _origin = clock.GetTimestamp();
        _losses = new LossReports(record);
        _flows = new PeerFlows(options.Limits);
        _feeder = new Feeder(options.Delivery, options.Limits, why => _losses.Count(why, Now));
        record(new ForwardStart(local.LocalAddress, Target: null, options.Delivery));
        local.Start(this);
    }

    /// <summary>Where local programs send to.</summary>
    public TransportAddress Local => _local.LocalAddress;

    private TimeSpan Now => _clock.GetElapsedTime(_origin);

    /// <inheritdoc/>
    public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            if (datagram.Length > _options.LongestDatagram)
            {
                _losses.Count(ForwardLoss.TooLong, now);
                return;
            }

            _feeder.Add(ForwardFrame.Write(_flows.FlowOf(source, now), datagram), now);
        }

        Feed();
    }

    /// <summary>What was carried so far, in a line.</summary>
    public string Summary
    {
        get
        {
            lock (_gate)
            {
                string waiting = FormattableString.Invariant($"{_feeder.InFlight} on their way, {_feeder.WaitingBytes} bytes wait");
                return FormattableString.Invariant(
                    $"carried       {_up} up, {_down} down, {_losses.Total} lost; {_flows.Count} flows, {waiting}"
                );
            }
        }
    }

    /// <summary>Completes when so many datagrams were delivered.</summary>
    public Task WhenDelivered(long count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiters.Add((count, reached));
            Announce();
        }

        return reached.Task;
    }

    /// <summary>Sends by this session from now on; what another one had in flight is lost with it.</summary>
    /// <param name="session">Its driver; null while there is none.</param>
    public void Use(SessionClientDriver? session)
    {
        lock (_gate)
        {
            _session = session;
            _feeder.Forget();
        }

        Feed();
    }

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        switch (e)
        {
            case DataRoundtrip acknowledged:
                Ended(acknowledged.Sequence, acknowledged: true);
                break;
            case DataFailed failed:
                Ended(failed.Sequence, acknowledged: false);
                break;
            case DownlinkAccepted message:
                Deliver(message.Payload.Span);
                break;
        }

        Feed();
    }

    /// <summary>Says how much was forwarded.</summary>
    public void End()
    {
        lock (_gate)
        {
            _losses.SayRest(Now);
            _record(new ForwardStop(_up, _down, _losses.Total));
        }
    }

    private void Ended(long sequence, bool acknowledged)
    {
        lock (_gate)
        {
            _up += _feeder.Ended(sequence, acknowledged) && acknowledged ? 1 : 0;
            Announce();
        }
    }

    private void Announce()
    {
        foreach ((long count, TaskCompletionSource reached) in _waiters)
        {
            if (_up >= count)
            {
                reached.TrySetResult();
            }
        }

        _waiters.RemoveAll(waiter => _up >= waiter.Count);
    }

    private void Deliver(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            TimeSpan now = Now;
            if (!ForwardFrame.TryRead(payload, out uint flow, out byte[] datagram))
            {
                _losses.Count(ForwardLoss.NotAFrame, now);
            }
            else if (!_flows.TryPeerOf(flow, now, out TransportAddress peer))
            {
                _losses.Count(ForwardLoss.NoFlow, now);
            }
            else if (_local.Send(datagram, peer) != SendResult.Sent)
            {
                _losses.Count(ForwardLoss.Refused, now);
            }
            else
            {
                _down++;
            }
        }
    }

    /// <summary>Hands on what the session has room for, while it is bound: before that, what waits stays here, where it grows
    /// old.</summary>
    private void Feed()
    {
        SessionClientDriver? session = Volatile.Read(ref _session);
        session?.Inspect(core =>
        {
            lock (_gate)
            {
                if (session == _session && core.State is not (SessionState.Birth or SessionState.Reattaching or SessionState.Terminated))
                {
                    _feeder.Feed((byte[] frame, out long sequence) => session.TrySend(frame, out sequence, _feeder.Semantics), Now);
                }

                return true;
            }
        });
    }
}

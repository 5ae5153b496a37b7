using JumpingVpn.Protocol.Client.Health;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// The client's traffic over the bound path, and what it shows about the path: messages, keepalives, health, and whether anything comes
/// back at all.
/// </summary>
internal sealed class PathTraffic
{
    private readonly ClientOptions _options;
    private readonly DataSender _data;
    private readonly KeepaliveSender _keepalive;
    private TimeSpan? _silentSince;
    private long _firstAck = long.MaxValue;
    private long _lastAck;

    public PathTraffic(ClientOptions options, IEntropySource entropy, ClientCounters counters, ClientOutbox outbox)
    {
        _options = options;
        Health = new HealthMonitor(options);
        _data = new DataSender(options, entropy, counters, outbox, Health);
        _keepalive = new KeepaliveSender(options, entropy, counters, outbox, Health);
    }

    public HealthMonitor Health { get; }

    /// <summary>How many messages wait for their acknowledgement, sent or not.</summary>
    public int Unacknowledged => _data.Unacknowledged;

    /// <summary>True while something that was sent is unanswered.</summary>
    public bool AnyOutstanding => _data.AnyInFlight || _keepalive.IsAwaiting;

    /// <summary>True if something with this number was sent, and an error may answer it.</summary>
    /// <param name="sequence">The number.</param>
    /// <param name="isAck">True for the number of a server's message that was acknowledged on this path; false for that of an unanswered
    /// message or keepalive.</param>
    public bool HasSent(long sequence, bool isAck) =>
        isAck ? sequence >= _firstAck && sequence <= _lastAck : _data.IsInFlight(sequence) || _keepalive.IsInFlight(sequence);

    /// <summary>Called when a server's message was acknowledged. Only an error answers an acknowledgement.</summary>
    public void Acknowledged(long sequence)
    {
        _firstAck = Math.Min(_firstAck, sequence);
        _lastAck = Math.Max(_lastAck, sequence);
    }

    /// <inheritdoc cref="KeepaliveSender.RoundTrip"/>
    public TimeSpan? KeepaliveRoundTrip => _keepalive.RoundTrip;

    /// <summary>When the path counts as dead, because nothing came back for the loss window while something is outstanding.</summary>
    public TimeSpan? DeadAt => _silentSince + _options.LossWindow;

    // After a quarter of the loss window in silence, a keepalive is sent every tenth of it. With the doubled waits alone the path would be
    // given up after five; where 15 % are lost each way, five unanswered ones happen once in 600 times.
    private TimeSpan LongestWait(TimeSpan now)
    {
        TimeSpan doubting = _options.LossWindow / 10;
        return IsInDoubt(now) && doubting < _options.MaximumRetransmission ? doubting : _options.MaximumRetransmission;
    }

    private bool IsInDoubt(TimeSpan now) => _silentSince + (_options.LossWindow / 4) <= now;

    /// <summary>When <see cref="Pump"/> has something to do.</summary>
    public TimeSpan? NextDeadline => Deadlines.Earliest(_data.NextDeadline, _keepalive.Deadline, Health.NextJudgement);

    /// <summary>Whether keepalives are sent at their interval.</summary>
    public bool KeepsAlive => _keepalive.IsOn;

    /// <summary>Sends keepalives at their interval, or no more.</summary>
    public void KeepAlive(bool on, bool isBound, TimeSpan now)
    {
        if (on == _keepalive.IsOn)
        {
            return;
        }

        _keepalive.IsOn = on;
        if (isBound && !_keepalive.IsAwaiting)
        {
            _keepalive.Restart(now);
        }
    }

    public bool TryAdd(ReadOnlySpan<byte> payload, DeliverySemantics semantics, out long sequence) =>
        _data.TryAdd(payload, semantics, out sequence);

    /// <summary>Sends whatever is due, and counts what was not answered in time as lost.</summary>
    public void Pump(SessionId id, TimeSpan now)
    {
        Health.Judge(now);
        TimeSpan longest = LongestWait(now);
        if (IsInDoubt(now) && _data.IsLongInFlight)
        {
            _keepalive.Probe(now); // is it the path, or the message?
        }

        bool sent = _data.Pump(id, longest, now);
        if (_data.TakeUnanswered())
        {
            _keepalive.Probe(now); // nothing sends that message again, and so nothing else would notice a dead path
        }

        sent |= _keepalive.Pump(id, longest, now);
        if (sent)
        {
            _silentSince ??= now;
        }
    }

    /// <summary>Probes a bound path at once, unless something outstanding probes it already.</summary>
    public void Probe(bool isBound, TimeSpan now)
    {
        if (isBound && !AnyOutstanding)
        {
            _keepalive.Probe(now);
        }
    }

    /// <inheritdoc cref="DataSender.Abandon"/>
    public void Abandon(long sequence) => _data.Abandon(sequence);

    /// <inheritdoc cref="DataSender.TryTakeAbandoned"/>
    public bool TryTakeAbandoned(out (long Sequence, ReasonCode Reason) message)
    {
        bool taken = _data.TryTakeAbandoned(out message);
        if (taken && !AnyOutstanding)
        {
            _silentSince = null; // that nobody answers it says nothing about the path
        }

        return taken;
    }

    /// <summary>Handles an acknowledgement of data; false if it matches no waiting message.</summary>
    public bool TryAcknowledge(in WireMessage ack, TimeSpan now, out long sequence)
    {
        bool taken = _data.TryAcknowledge(ack, now, out sequence);
        if (taken)
        {
            Delivered(now);
        }

        return taken;
    }

    /// <summary>Handles an answer to a keepalive; false if it answers no open keepalive.</summary>
    public bool TryAcknowledgeKeepalive(in WireMessage ack, TimeSpan now)
    {
        bool taken = _keepalive.TryAcknowledge(ack.Sequence, now);
        if (taken)
        {
            _data.PassLong();
            Delivered(now);
        }

        return taken;
    }

    /// <inheritdoc cref="KeepaliveSender.TrySlowDown"/>
    public bool TrySlowKeepalives(TimeSpan now)
    {
        if (!_keepalive.TrySlowDown(now))
        {
            return false;
        }

        Health.Reset(); // those without an answer were not lost
        _silentSince = AnyOutstanding ? _silentSince : null;
        return true;
    }

    /// <summary>The path is bound and nothing is known about it: everything unacknowledged is due at once.</summary>
    public void BeginPath(TimeSpan now)
    {
        Health.Reset();
        _silentSince = null;
        (_firstAck, _lastAck) = (long.MaxValue, 0);
        _data.Heard();
        _data.Restart();
        _keepalive.Restart(now);
    }

    /// <summary>The path is left: nothing more is due on it.</summary>
    public void EndPath()
    {
        _keepalive.Stop();
        _silentSince = null;
    }

    private void Delivered(TimeSpan now)
    {
        _data.Heard();
        _keepalive.Restart(now);
        _silentSince = AnyOutstanding ? now : null;
    }
}

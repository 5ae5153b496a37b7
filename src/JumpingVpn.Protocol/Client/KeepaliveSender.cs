using JumpingVpn.Protocol.Client.Health;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Sends a keepalive when nothing was acknowledged for an interval; while it is unanswered another one follows as soon as a message would
/// be sent again, so that a lost one is not taken for a dead path. A server that calls the type unknown, and has never answered one, is
/// asked less often: nobody vouches for its error, and a session whose keepalives stop expires.
/// </summary>
internal sealed class KeepaliveSender(
    ClientOptions options,
    IEntropySource entropy,
    ClientCounters counters,
    ClientOutbox outbox,
    HealthMonitor health
)
{
    private RetransmissionTimer _timer;
    private TimeSpan _sentAt;
    private long _latest;
    private long _answered;
    private bool _isUnknown;

    /// <summary>Whether the interval counts; without it only a path that is in doubt is asked.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>When the next one is due; null while none is.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>True while those since the last answer to anything are unanswered.</summary>
    public bool IsAwaiting => _timer.Attempts > 0;

    /// <summary>From the sending of the latest one, where it was answered, to its answer.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    // Two may then be lost before the server's idle time to live ends.
    private TimeSpan SlowestPace => (options.IdleTtl ?? ProtocolDefaults.IdleTtl) / 3;

    private TimeSpan? Interval =>
        !IsOn ? null
        : _isUnknown && options.KeepaliveInterval < SlowestPace ? SlowestPace
        : options.KeepaliveInterval;

    /// <summary>The server has just shown that the path works: the interval runs from now.</summary>
    public void Restart(TimeSpan now)
    {
        _timer = default;
        Deadline = now + Interval;
    }

    /// <summary>Makes one due now, unless one is unanswered already, or the server does not know the type; until it is answered further
    /// ones follow, whatever the interval.</summary>
    public void Probe(TimeSpan now)
    {
        if (!_isUnknown && !IsAwaiting)
        {
            Deadline = now;
        }
    }

    /// <summary>True where the one with this number may still be answered.</summary>
    public bool IsInFlight(long sequence) => IsAwaiting && sequence > _answered && sequence <= _latest;

    /// <summary>Sends one if it is due; false where none is.</summary>
    /// <param name="id">The session.</param>
    /// <param name="longest">The longest wait for the next one while it is unanswered, but for what the round trip takes.</param>
    /// <param name="now">Protocol time.</param>
    public bool Pump(SessionId id, TimeSpan longest, TimeSpan now)
    {
        if (!(Deadline <= now))
        {
            return false;
        }

        outbox.Send(
            new WireMessage
            {
                Type = MessageType.Keepalive,
                SessionId = id,
                Sequence = ++_latest,
            }
        );
        counters.KeepalivesSent++;
        _sentAt = now;
        health.Sent(ProbeKind.Keepalive, _latest, now);
        _timer.Sent(now, health.FirstWait, Deadlines.Longer(longest, health.FirstWait), entropy);
        TimeSpan? interval = now + Interval;
        Deadline = interval < _timer.Deadline ? interval : _timer.Deadline;
        return true;
    }

    /// <summary>Takes an answer; false where it answers none of those that wait.</summary>
    public bool TryAcknowledge(long sequence, TimeSpan now)
    {
        if (sequence <= _answered || sequence > _latest)
        {
            return false;
        }

        _answered = sequence;
        _isUnknown = false;
        health.Answered(ProbeKind.Keepalive, sequence, transmissions: 1, now);
        RoundTrip = sequence == _latest ? now - _sentAt : RoundTrip;
        counters.KeepalivesAcknowledged++;
        return true;
    }

    /// <summary>Somebody says that the server does not know a type: none is sent again at once, and the next ones come at a slower pace.
    /// False where that cannot be about this type.</summary>
    public bool TrySlowDown(TimeSpan now)
    {
        if (!IsAwaiting || _answered > 0)
        {
            return false; // a server that answered one knows them, so this error is not its own
        }

        _isUnknown = true;
        Restart(now);
        return true;
    }

    /// <summary>Nothing is due and nothing is awaited any more, until the next restart.</summary>
    public void Stop()
    {
        _timer = default;
        Deadline = null;
    }
}

using JumpingVpn.Protocol.Client.Health;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Sends a keepalive when nothing was acknowledged for an interval. While it is unanswered, another follows as soon as a message would be
/// sent again, so that a lost one is not taken for a dead path. A server that calls the type unknown, and has never answered one, gets
/// fewer: nothing authenticates its error, and a session whose keepalives stop would expire.
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

    /// <summary>When the next one is due; null if none is.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>True while no keepalive since the last answer of any kind is answered.</summary>
    public bool IsAwaiting => _timer.Attempts > 0;

    /// <summary>The time from the latest keepalive to its answer, if it was answered.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    // Two may be lost before the server's idle time to live ends.
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

    /// <summary>
    /// Makes a keepalive due now, unless one is already unanswered or the server does not know the type. Until it is answered, others
    /// follow, whatever the interval.
    /// </summary>
    public void Probe(TimeSpan now)
    {
        if (!_isUnknown && !IsAwaiting)
        {
            Deadline = now;
        }
    }

    /// <summary>True if the keepalive with this number may still be answered.</summary>
    public bool IsInFlight(long sequence) => IsAwaiting && sequence > _answered && sequence <= _latest;

    /// <summary>Sends a keepalive if one is due; false if none is.</summary>
    /// <param name="id">The session.</param>
    /// <param name="longest">The longest time before the next one while it is unanswered, not counting the round trip.</param>
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

    /// <summary>Handles an answer; false if it answers no open keepalive.</summary>
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

    /// <summary>
    /// An error says that the server does not know a type: no keepalive is repeated, and the next ones come less often. False if the error
    /// cannot be about keepalives.
    /// </summary>
    public bool TrySlowDown(TimeSpan now)
    {
        if (!IsAwaiting || _answered > 0)
        {
            return false; // a server that has answered one knows the type, so the error is not about keepalives
        }

        _isUnknown = true;
        Restart(now);
        return true;
    }

    /// <summary>Stops: nothing is due and no answer is awaited until the next restart.</summary>
    public void Stop()
    {
        _timer = default;
        Deadline = null;
    }
}

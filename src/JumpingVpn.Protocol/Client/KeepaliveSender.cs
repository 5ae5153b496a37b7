using JumpingVpn.Protocol.Client.Health;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Sends a keepalive when nothing was acknowledged for an interval; while it is unanswered another one follows as soon as a message would be
/// sent again, so that a lost one is not taken for a dead path. A server that calls the type unknown, and has never
/// answered one, gets none any more.
/// </summary>
internal sealed class KeepaliveSender(
    ClientOptions options, IEntropySource entropy, ClientCounters counters, ClientOutbox outbox, HealthMonitor health)
{
    private RetransmissionTimer _timer;
    private TimeSpan _sentAt;
    private long _latest;
    private long _answered;
    private bool _unwanted;

    /// <summary>When the next one is due; null while none is.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>True while those since the last answer to anything are unanswered.</summary>
    public bool IsAwaiting => _timer.Attempts > 0;

    /// <summary>From the sending of the latest one, where it was answered, to its answer.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>The server has just shown that the path works: the interval runs from now.</summary>
    public void Restart(TimeSpan now)
    {
        _timer = default;
        Deadline = _unwanted ? null : now + options.KeepaliveInterval;
    }

    /// <summary>Makes one due now, unless one is unanswered already, or the server wants none; until it is answered further ones follow,
    /// whatever the
    /// interval.</summary>
    public void Probe(TimeSpan now)
    {
        if (!_unwanted && !IsAwaiting)
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

        outbox.Keepalive(id, ++_latest);
        counters.KeepalivesSent++;
        _sentAt = now;
        health.Sent(ProbeKind.Keepalive, _latest, now);
        _timer.Sent(now, health.FirstWait, Deadlines.Longer(longest, health.FirstWait), entropy);
        TimeSpan? interval = now + options.KeepaliveInterval;
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
        health.Answered(ProbeKind.Keepalive, sequence, transmissions: 1, now);
        RoundTrip = sequence == _latest ? now - _sentAt : RoundTrip;
        counters.KeepalivesAcknowledged++;
        return true;
    }

    /// <summary>The server does not know a type; false where that cannot be this one.</summary>
    public bool TryGiveUp()
    {
        if (!IsAwaiting || _answered > 0)
        {
            return false; // a server that answered one knows them, so this error is not its own
        }

        _unwanted = true;
        Stop();
        return true;
    }

    /// <summary>Nothing is due and nothing is awaited any more, until the next restart.</summary>
    public void Stop()
    {
        _timer = default;
        Deadline = null;
    }
}

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Sends a keepalive when nothing was acknowledged for an interval, and measures the round trip. A server that calls the type
/// unknown, and has never answered one, gets none any more.
/// </summary>
internal sealed class KeepaliveSender(ClientOptions options, ClientCounters counters, ClientOutbox outbox)
{
    private TimeSpan _sentAt;
    private long _latest;
    private bool _unwanted;

    /// <summary>When the next one is due; null while none is.</summary>
    public TimeSpan? Deadline { get; private set; }

    /// <summary>True while the latest one is unanswered.</summary>
    public bool IsAwaiting { get; private set; }

    /// <summary>From the sending of the latest answered one to its answer.</summary>
    public TimeSpan? RoundTrip { get; private set; }

    /// <summary>The server has just shown that the path works: the interval runs from now.</summary>
    public void Restart(TimeSpan now) => Deadline = _unwanted ? null : now + options.KeepaliveInterval;

    /// <summary>Sends one if it is due.</summary>
    public void Pump(SessionId id, TimeSpan now)
    {
        if (Deadline <= now)
        {
            outbox.Keepalive(id, ++_latest);
            counters.KeepalivesSent++;
            _sentAt = now;
            IsAwaiting = true;
            Restart(now);
        }
    }

    /// <summary>True where the latest one has this number and is unanswered.</summary>
    public bool IsInFlight(long sequence) => IsAwaiting && sequence == _latest;

    /// <summary>Takes an answer; false where it is not the answer to the latest one.</summary>
    public bool TryAcknowledge(long sequence, TimeSpan now)
    {
        if (!IsAwaiting || sequence != _latest)
        {
            return false;
        }

        IsAwaiting = false;
        RoundTrip = now - _sentAt;
        counters.KeepalivesAcknowledged++;
        return true;
    }

    /// <summary>The server does not know a type; false where that cannot be this one.</summary>
    public bool TryGiveUp()
    {
        if (!IsAwaiting || RoundTrip is not null)
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
        Deadline = null;
        IsAwaiting = false;
    }
}

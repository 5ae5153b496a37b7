namespace JumpingVpn.Protocol.Client.Health;

/// <summary>
/// How long a condition has held. It counts once it has held for the window, with enough samples since the middle of the window to forget
/// what caused it before. A spike shorter than half the window never counts.
/// </summary>
internal struct SignalHold
{
    private TimeSpan _since;
    private int _samples;

    /// <summary>Whether the condition held at the latest sample.</summary>
    public bool Holds { get; private set; }

    /// <summary>Adds one sample.</summary>
    public void Sample(bool holds, TimeSpan now, TimeSpan window)
    {
        if (!holds)
        {
            this = default;
        }
        else if (!Holds)
        {
            (Holds, _since, _samples) = (true, now, 0);
        }
        else if (now - _since >= window / 2)
        {
            _samples++;
        }
    }

    /// <summary>When it counts if no further sample comes; null while it does not hold, or while there are too few samples.</summary>
    public readonly TimeSpan? Due(TimeSpan window, int samples) => Holds && _samples >= samples ? _since + window : null;
}

namespace JumpingVpn.Network.Impairments;

/// <summary>Controlled delay (RFC 8289 section 5.6), turned from a loop over the queue into one decision a datagram.</summary>
internal struct CoDel
{
    private const int RecentIntervals = 16;

    private TimeSpan _firstAbove;
    private TimeSpan _dropNext;
    private int _count;
    private int _lastCount;
    private bool _isAbove;
    private bool _dropping;

    /// <summary>Decides over the datagram at the head, at the moment at which it would leave.</summary>
    /// <param name="limit">Target and interval.</param>
    /// <param name="waited">How long it was in the queue.</param>
    /// <param name="isLast">Whether nothing else waits: the last one is never dropped.</param>
    /// <param name="now">The time.</param>
    public bool Drops(RateLimit limit, TimeSpan waited, bool isLast, TimeSpan now)
    {
        bool mayDrop = IsAboveForLong(limit, waited, isLast, now);
        if (!_dropping)
        {
            if (mayDrop)
            {
                Begin(limit, now);
            }

            return mayDrop;
        }

        _dropping = mayDrop;
        if (!mayDrop || now < _dropNext)
        {
            return false;
        }

        _count++;
        _dropNext = After(limit, _dropNext);
        return true;
    }

    private bool IsAboveForLong(RateLimit limit, TimeSpan waited, bool isLast, TimeSpan now)
    {
        if (waited < limit.CoDelTarget || isLast)
        {
            _isAbove = false;
            return false;
        }

        if (!_isAbove)
        {
            _isAbove = true;
            _firstAbove = now + limit.CoDelInterval;
            return false;
        }

        return now >= _firstAbove;
    }

    private void Begin(RateLimit limit, TimeSpan now)
    {
        int since = _count - _lastCount;
        _dropping = true;
        _count = since > 1 && now - _dropNext < RecentIntervals * limit.CoDelInterval ? since : 1;
        _dropNext = After(limit, now);
        _lastCount = _count;
    }

    /// <summary>The control law: interval / √count later, the root in 16 binary places.</summary>
    private readonly TimeSpan After(RateLimit limit, TimeSpan time) =>
        time + TimeSpan.FromTicks((long)(((Int128)limit.CoDelInterval.Ticks << 16) / Root((ulong)_count << 32)));

    private static long Root(ulong square)
    {
        ulong root = 0;
        for (ulong bit = 1UL << 31; bit != 0; bit >>= 1)
        {
            ulong candidate = root | bit;
            root = candidate * candidate <= square ? candidate : root;
        }

        return (long)root;
    }
}

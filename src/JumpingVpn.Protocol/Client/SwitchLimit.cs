namespace JumpingVpn.Protocol.Client;

/// <summary>Remembers the latest switches and limits their number within any minute.</summary>
internal sealed class SwitchLimit(int perMinute)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly TimeSpan[] _times = new TimeSpan[perMinute];
    private int _next;
    private int _count;

    /// <summary>When one more switch is allowed; null if it is allowed at any time.</summary>
    public TimeSpan? FreeAt => _count < perMinute ? null : _times[_next] + Window;

    public bool IsReached(TimeSpan now) => FreeAt > now;

    /// <summary>True if half of them, rounded up, were used in the last minute.</summary>
    public bool IsHalfSpent(TimeSpan now)
    {
        int half = (perMinute + 1) / 2;
        return _count >= half && _times[(_next + perMinute - half) % perMinute] + Window > now;
    }

    /// <summary>Does not count the latest one any more.</summary>
    public void Undo()
    {
        if (_count > 0)
        {
            _next = (_next + _times.Length - 1) % _times.Length;
            _times[_next] = -Window; // what was there was more than a minute old, or nothing
            _count -= _count == _times.Length ? 0 : 1;
        }
    }

    public void Count(TimeSpan now)
    {
        _times[_next] = now;
        _next = (_next + 1) % perMinute;
        _count = Math.Min(_count + 1, perMinute);
    }
}

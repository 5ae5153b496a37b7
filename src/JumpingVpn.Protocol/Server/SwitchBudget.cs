namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The times of one session's latest switches, as many as a minute may have, in a ring. A session that never switched has none.
/// </summary>
internal struct SwitchBudget
{
    /// <summary>How long a switch counts.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private const long LongAgo = long.MinValue / 2;

    private long[]? _ring; // the first element holds how many there were, the others their ticks
    private long _latest;

    /// <summary>The policy's verdict on another switch now. It is allowed again at the exact tick at which a limit ends.</summary>
    public readonly SwitchVerdict Judge(ServerOptions options, TimeSpan now)
    {
        if (_ring is null)
        {
            return SwitchVerdict.Allowed;
        }

        long count = _ring[0];
        int size = _ring.Length - 1;
        if (now.Ticks - _latest < options.SwitchCooldown.Ticks)
        {
            return SwitchVerdict.CoolingDown;
        }

        bool full = count >= size && now.Ticks - _ring[1 + (count % size)] < Window.Ticks;
        return full ? SwitchVerdict.TooMany : SwitchVerdict.Allowed;
    }

    /// <summary>Records a switch.</summary>
    public void Add(ServerOptions options, TimeSpan now)
    {
        _latest = now.Ticks;
        _ring ??= new long[1 + options.MaximumSwitchesPerMinute];
        _ring[1 + (_ring[0]++ % options.MaximumSwitchesPerMinute)] = now.Ticks;
    }

    /// <summary>
    /// Does not count the latest switch any more; the cooldown after it goes on. What its place held before was more than a minute old, or
    /// nothing.
    /// </summary>
    public readonly void Undo()
    {
        long last = --_ring![0];
        _ring[1 + (last % (_ring.Length - 1))] = LongAgo;
    }
}

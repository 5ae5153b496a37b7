using System.Globalization;

namespace JumpingVpn.Simulation.Time;

/// <summary>
/// The clock and timers of one host, a view of virtual time: its pace may drift, its wall clock may be wrong and step, and while the host
/// is frozen nothing fires.
/// </summary>
/// <remarks>
/// <para>Timestamps and timers go by the monotonic clock: drift changes their pace, a step does not touch them. Only
/// <see cref="GetUtcNow"/> shows offset and steps. A timer never fires before its time has passed on this clock, and at most one tick
/// later.</para>
/// <para>Thread rule: the simulation's thread.</para>
/// </remarks>
public sealed class HostClock : TimeProvider
{
    private const int Million = 1_000_000;

    private readonly EventLoop _loop;
    private readonly List<Waiting> _backlog = [];
    private long _anchor;
    private long _localAnchor;
    private TimeSpan _offset;
    private int _drift;
    private int _postponed;
    private bool _drainIsDue;

    /// <summary>Creates a clock that agrees with virtual time.</summary>
    /// <param name="loop">Who moves time and fires timers.</param>
    /// <param name="owner">The host, for messages.</param>
    public HostClock(EventLoop loop, string owner)
    {
        ArgumentNullException.ThrowIfNull(loop);
        ArgumentException.ThrowIfNullOrWhiteSpace(owner);
        _loop = loop;
        Owner = owner;
    }

    /// <summary>The host whose clock it is.</summary>
    public string Owner { get; }

    /// <summary>How much the wall clock is ahead of the monotonic one; negative where it is behind.</summary>
    /// <value>Default: 0. At most <see cref="VirtualTimeProvider.Latest"/> either way.</value>
    /// <exception cref="ArgumentOutOfRangeException">It is more.</exception>
    public TimeSpan Offset
    {
        get => _offset;
        set
        {
            TimeSpan most = VirtualTimeProvider.Latest;
            _offset =
                value <= most && value >= -most
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(value),
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"The clock of \"{Owner}\" cannot be {value:c} ahead: a clock is off by at most {most:c}."
                        )
                    );
        }
    }

    /// <summary>How much faster than virtual time this clock goes, in parts per million; negative where it is slower. Armed timers are
    /// re-scaled from now on.</summary>
    /// <value>Default: 0. From −500,000 (half the pace) to 1,000,000 (twice the pace).</value>
    public int DriftPartsPerMillion
    {
        get => _drift;
        set
        {
            if (value is < -Million / 2 or > Million)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(value),
                    value,
                    "A drift must be from -500000 to 1000000 parts per million (half to twice the pace)."
                );
            }

            _localAnchor = LocalTicks;
            _anchor = _loop.NowTicks;
            _drift = value;
            foreach (VirtualTimer timer in _loop.Timers.InOrder())
            {
                if (timer.Clock == this)
                {
                    timer.Rescale();
                }
            }
        }
    }

    /// <summary>True while the host is frozen: what becomes due waits.</summary>
    public bool IsFrozen { get; private set; }

    /// <summary>True after a thaw until everything that waited has happened: what comes meanwhile waits its turn behind it.</summary>
    public bool IsCatchingUp => !IsFrozen && _backlog.Count > 0;

    /// <summary>How much of what was postponed waits for a thaw; none once that has begun.</summary>
    public int PostponedCount => IsFrozen ? _postponed : 0;

    /// <summary>True once the host has crashed that this clock belonged to: no timer of it fires any more.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>10,000,000: a timestamp is a tick of this clock.</summary>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>Called when the host has caught up; null for nobody.</summary>
    internal Action? CaughtUp { get; set; }

    /// <summary>True while nothing may happen out of turn.</summary>
    internal bool DetainsTimers => IsFrozen || _backlog.Count > 0;

    internal long LocalTicks => _localAnchor + (long)Scale(_loop.NowTicks - _anchor, Million + _drift, Million, up: false);

    /// <summary>Sets the wall clock forward, or back where negative, as an administrator or a time server does.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It would be off by more than <see cref="VirtualTimeProvider.Latest"/>.</exception>
    public void Step(TimeSpan by) =>
        Offset = new TimeSpan((long)Int128.Clamp((Int128)Offset.Ticks + by.Ticks, long.MinValue, long.MaxValue));

    /// <summary>Freezes the host: timers that become due wait, and so does what is postponed.</summary>
    public void Freeze() => IsFrozen = true;

    /// <summary>Lets what waited happen now, each as its own event together with what follows from it at once, in the order in which
    /// it became due.</summary>
    public void Thaw()
    {
        IsFrozen = false;
        DrainSoon();
    }

    /// <summary>Ends this clock with its host: no timer fires any more, armed now or later. What was postponed happens at once.</summary>
    public void Stop()
    {
        IsStopped = true;
        foreach (VirtualTimer timer in _loop.Timers.InOrder())
        {
            if (timer.Clock == this)
            {
                timer.Disarm();
            }
        }

        _backlog.RemoveAll(waiting => waiting.Timer is not null);
        RunPostponed();
        IsFrozen = false;
    }

    /// <summary>Lets something wait for <see cref="Thaw"/>, in turn with the timers.</summary>
    /// <param name="work">What is done then, or at once where the host goes down before.</param>
    public void Postpone(Action work)
    {
        ArgumentNullException.ThrowIfNull(work);
        _backlog.Add(new Waiting(null, work));
        _postponed++;
    }

    /// <summary>Does at once what was postponed, and lets the timers wait on.</summary>
    public void RunPostponed()
    {
        Waiting[] postponed = [.. _backlog.Where(waiting => waiting.Work is not null)];
        _backlog.RemoveAll(waiting => waiting.Work is not null);
        _postponed = 0;
        foreach (Waiting waiting in postponed)
        {
            waiting.Work!();
        }
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => LocalTicks;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => VirtualTimeProvider.Origin.AddTicks(LocalTicks) + Offset;

    /// <inheritdoc/>
    /// <remarks>A due time of 0 fires as the next event at the present time, after those that are due already.</remarks>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(_loop, callback, state, perpetual: false, this);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>A clock for the same host after a restart, which goes as this one does.</summary>
    public HostClock Successor() =>
        new(_loop, Owner)
        {
            _anchor = _loop.NowTicks,
            _localAnchor = LocalTicks,
            _drift = _drift,
            _offset = _offset,
        };

    /// <summary>The first virtual time at which this clock shows a local time or a later one; <see cref="long.MaxValue"/> where
    /// none does.</summary>
    internal long ToVirtual(long localTicks) =>
        localTicks <= _localAnchor
            ? _anchor
            : (long)Int128.Min(long.MaxValue, _anchor + Scale(localTicks - _localAnchor, Million, Million + _drift, up: true));

    internal void Detain(VirtualTimer timer) => _backlog.Add(new Waiting(timer, null));

    internal void Forget(VirtualTimer timer)
    {
        for (int i = _backlog.Count - 1; i >= 0; i--)
        {
            if (_backlog[i].Timer == timer)
            {
                _backlog.RemoveAt(i);
            }
        }
    }

    private void DrainSoon()
    {
        if (_backlog.Count > 0 && !_drainIsDue)
        {
            _drainIsDue = true;
            _loop.After(TimeSpan.Zero, DrainOne);
        }
    }

    /// <summary>One at a time, so that what follows from the first happens before the second.</summary>
    private void DrainOne()
    {
        _drainIsDue = false;
        if (IsFrozen || _backlog.Count == 0)
        {
            return;
        }

        Waiting first = _backlog[0];
        _backlog.RemoveAt(0);
        _postponed -= first.Work is null ? 0 : 1;
        first.Timer?.FireLate();
        first.Work?.Invoke();
        DrainSoon();
        if (_backlog.Count == 0)
        {
            CaughtUp?.Invoke();
        }
    }

    private static Int128 Scale(long ticks, int by, int over, bool up)
    {
        if (by == over)
        {
            return ticks;
        }

        Int128 product = (Int128)ticks * by;
        return (up ? product + over - 1 : product) / over;
    }

    private readonly record struct Waiting(VirtualTimer? Timer, Action? Work);
}

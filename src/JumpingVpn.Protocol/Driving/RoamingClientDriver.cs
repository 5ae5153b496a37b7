using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Client;

namespace JumpingVpn.Protocol.Driving;

/// <summary>
/// Runs a <see cref="SessionClient"/> over several networks: it goes to another one when the present one dies, falls below the quality
/// floor, stays volatile while another one promises to be much better, or is told to be away, and returns to the preferred one when that
/// has been well for long enough.
/// </summary>
/// <remarks>
/// <para>The protocol's own limits hold: nothing is left for its quality, and nothing returned to, within the cooldown or beyond the switches of a minute. A network
/// that was left is passed over for a bounded time, which doubles. Networks are scored by how long a message took on them until it was acknowledged:
/// much better is half of that, and where all are passed over the best of them is taken. A refusal is no reason to leave: the path has answered.</para>
/// <para>Ownership: it owns the core, and every channel that the candidates open. Thread rule: any thread may call.</para>
/// </remarks>
public sealed class RoamingClientDriver : IAsyncDisposable
{
    private readonly IReadOnlyList<PathCandidate> _candidates;
    private readonly CandidateSet _set;
    private readonly ISessionEventSink? _sink;
    private readonly ITimer _timer;
    private TimeSpan? _volatileSince;
    private bool _mustLeave;
    private bool _disposed;

    /// <summary>Starts to listen on the first candidate; nothing is sent before <see cref="SessionClientDriver.Connect"/> of <see cref="Session"/>.</summary>
    /// <param name="core">The protocol; nobody else drives it from now on.</param>
    /// <param name="candidates">The networks, the preferred one first.</param>
    /// <param name="time">Protocol time is what passes on it from now on.</param>
    /// <param name="options">The bounds of roaming; the defaults where null.</param>
    /// <param name="sink">Where the events go, if anywhere.</param>
    /// <exception cref="ArgumentException">There is no candidate, two have one name, the first cannot be opened, or an option is out of its range.</exception>
    public RoamingClientDriver(
        SessionClient core, IReadOnlyList<PathCandidate> candidates, TimeProvider time, RoamingOptions? options = null,
        ISessionEventSink? sink = null)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(time);
        options ??= new RoamingOptions();
        options.Validate();
        OptionCheck.Range(candidates.Count, 1, 64, "The number of candidates");
        _candidates = candidates;
        for (int i = 0; i < candidates.Count; i++)
        {
            if (IndexOf(candidates[i].Name) != i)
            {
                throw new ArgumentException($"Two candidates are named \"{candidates[i].Name}\"; names must differ.", nameof(candidates));
            }
        }

        _set = new CandidateSet(candidates.Count, options);
        _sink = sink;
        IDatagramChannel first = candidates[0].Open()
            ?? throw new ArgumentException($"The first candidate, \"{candidates[0].Name}\", cannot be opened.", nameof(candidates));
        _timer = time.CreateTimer(
            static driver => ((RoamingClientDriver)driver!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Session = new SessionClientDriver(core, first, time, new Sink(this));
    }

    /// <summary>The session's driver: connect, send and inspect through it.</summary>
    public SessionClientDriver Session { get; }

    /// <summary>The name of the network in use.</summary>
    public string Current
    {
        get
        {
            lock (Session.Gate)
            {
                return _candidates[_set.Current].Name;
            }
        }
    }

    /// <summary>Says that a network has come or gone, as the operating system tells it. Without a word all count as available.</summary>
    /// <exception cref="ArgumentException">There is no candidate of that name.</exception>
    public void SetAvailable(string name, bool available)
    {
        int index = IndexOf(name);
        if (index < 0)
        {
            throw new ArgumentException(
                $"There is no candidate \"{name}\"; there are {string.Join(", ", _candidates.Select(candidate => $"\"{candidate.Name}\""))}.", nameof(name));
        }

        lock (Session.Gate)
        {
            if (_disposed || !_set.TrySetAvailable(index, available, Session.Now))
            {
                return;
            }

            if (index == _set.Current && !available)
            {
                Session.TransportLost();
                _mustLeave = true;
            }

            _mustLeave |= Session.Core is { State: SessionState.Reattaching or SessionState.Degraded } && available;
            Arm();
        }
    }

    /// <summary>Stops, and disposes the present channel and the core. The server learns nothing; its session expires.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (Session.Gate)
        {
            _disposed = true;
        }

        await _timer.DisposeAsync();
        await Session.DisposeAsync();
    }

    private int IndexOf(string name)
    {
        for (int i = 0; i < _candidates.Count; i++)
        {
            if (_candidates[i].Name == name)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Called under the lock, from inside of the driver: what has to be done about an event is left to the timer.</summary>
    private void OnEvent(in SessionEvent e)
    {
        _sink?.OnEvent(e);
        if (e.Kind != SessionEventKind.StateChange)
        {
            return;
        }

        _volatileSince = e.To == SessionState.Volatile ? Session.Now : null;
        bool silent = e is { TransitionReason: TransitionReason.TransportDead, To: SessionState.Reattaching, Code: RefusalCode.None };
        if (silent || e.TransitionReason is TransitionReason.RecoveryBoundsExceeded)
        {
            Leave(PathScore.Silent);
        }
        else if (e.TransitionReason is TransitionReason.QualityFloorViolation)
        {
            Leave(Score);
        }
        else if (e.To == SessionState.Attached)
        {
            _set.NoteAttached(Session.Now);
        }

        Arm();
    }

    private PathScore Score => PathScore.Of(Session.Core.Health, Session.Core.Options.FirstRetransmission);

    private void Leave(PathScore score)
    {
        _set.Penalise(Session.Now, score);
        _mustLeave = true;
    }

    private void OnTimer()
    {
        IDatagramChannel? former = null;
        lock (Session.Gate)
        {
            if (_disposed || Session.Core.State == SessionState.Terminated)
            {
                return;
            }

            if (_mustLeave)
            {
                _mustLeave = false;
                former = _set.Next(Session.Now, withCurrent: Session.Core.AwaitsTransport) is { } next ? GoTo(next) : null;
            }
            else if (VolatileEnd <= Session.Now && _set.Better(Session.Now, Score) is { } better)
            {
                _set.Penalise(Session.Now, Score);
                former = GoTo(better);
            }
            else if (Return is var (preferred, at) && at <= Session.Now)
            {
                former = GoTo(preferred);
            }

            Arm();
        }

        if (former is not null)
        {
            _ = former.DisposeAsync().AsTask(); // nothing waits for a channel that is not heard any more
        }
    }

    private IDatagramChannel? GoTo(int candidate)
    {
        int left = _set.Current;
        _set.Current = candidate;
        if (_candidates[candidate].Open() is { } channel)
        {
            return Session.AttachChannel(channel);
        }

        _set.Penalise(Session.Now, PathScore.Silent);
        _set.Current = left;
        return null;
    }

    // A path that is volatile may mend itself: it gets as long again as it took to be called so.
    private TimeSpan? VolatileEnd => Deadlines.Latest(_volatileSince + Session.Core.Options.VolatilityWindow, Session.Core.MaySwitchAt);

    /// <summary>Where a session that is well goes back to, and when: not before a switch is allowed.</summary>
    private (int Candidate, TimeSpan At)? Return => Session.Core is { State: SessionState.Attached } core && _set.Return() is var (candidate, at)
        ? (candidate, at > core.MaySwitchAt ? at : core.MaySwitchAt)
        : null;

    private void Arm()
    {
        TimeSpan? due = _mustLeave ? Session.Now : VolatileEnd is { } end ? _set.NextOpen(Session.Now, end) : Return?.At;
        TimeSpan wait = due is { } when ? when - Session.Now : Timeout.InfiniteTimeSpan;
        _timer.Change(due is not null && wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }

    private sealed class Sink(RoamingClientDriver driver) : ISessionEventSink
    {
        public void OnEvent(in SessionEvent e) => driver.OnEvent(e);
    }
}

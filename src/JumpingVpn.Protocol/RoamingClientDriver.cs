using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Driving;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol;

/// <summary>
/// Runs a <see cref="SessionClient"/> over several networks: it goes to another one when the present one dies, falls below the quality
/// floor, stays volatile while another one promises to be much better, or is reported as unavailable, and returns to the preferred one when
/// that has worked well for long enough.
/// </summary>
/// <remarks>
/// <para>The session is asked for over the first network, and with each further request over one more; the one that it comes over is kept.
/// When this machine itself cannot send (<see cref="SendResult.Unreachable"/>: the own address is gone, the interface down, no route), the
/// client waits for nothing: it goes to the next network, or opens the same one again, until one takes its datagrams. That alone costs no
/// switch.</para>
/// <para>The protocol's own limits hold: nothing is left for its quality, and nothing returned to, within the cooldown or beyond the
/// switches of a minute. A network that was left is passed over for a bounded time, which doubles. Networks are scored by how long a
/// message takes until it is acknowledged; much better means half that time. Where all networks are passed over, the best of them is taken.
/// A refusal is not a reason to leave: the path has answered.</para>
/// <para>Ownership: it owns the core, and every channel that the candidates open. Thread rule: any thread may call.</para>
/// </remarks>
public sealed class RoamingClientDriver : IAsyncDisposable
{
    private readonly IReadOnlyList<PathCandidate> _candidates;
    private readonly CandidateSet _set;
    private readonly ITimer _timer;
    private TimeSpan? _volatileSince;
    private StartingChannel? _starting;
    private StartingChannel? _others; // the networks that the session has not come over
    private TimeSpan? _othersUntil;
    private bool _mustLeave;
    private bool _disposed;

    /// <summary>Starts to listen on the first candidate that can be opened; nothing is sent before
    /// <see cref="SessionClientDriver.Connect"/> of <see cref="Session"/>.</summary>
    /// <param name="core">The protocol; nobody else drives it from now on.</param>
    /// <param name="candidates">The networks, the preferred one first.</param>
    /// <param name="time">Protocol time is what passes on it from now on.</param>
    /// <param name="options">The bounds of roaming; the defaults where null.</param>
    /// <param name="sink">Where the events go, if anywhere.</param>
    /// <exception cref="ArgumentException">There is no candidate, two have one name, or an option is out of its range.</exception>
    public RoamingClientDriver(
        SessionClient core,
        IReadOnlyList<PathCandidate> candidates,
        TimeProvider time,
        RoamingOptions? options = null,
        ISessionEventSink? sink = null
    )
    {
        ArgumentNullException.ThrowIfNull(candidates);
        ArgumentNullException.ThrowIfNull(time);
        options ??= new RoamingOptions();
        options.Validate();
        OptionGuard.RefuseOutside("The number of candidates", candidates.Count, 1, 64);
        _candidates = candidates;
        for (int i = 0; i < candidates.Count; i++)
        {
            if (IndexOf(candidates[i].Name) != i)
            {
                throw new ArgumentException($"Two candidates are named \"{candidates[i].Name}\"; names must differ.", nameof(candidates));
            }
        }

        _set = new CandidateSet(candidates.Count, options);
        _starting = new StartingChannel(candidates, _set, failed: why => LatestOpenFailure = why);
        _starting.OpenFirst();
        _timer = time.CreateTimer(
            static driver => ((RoamingClientDriver)driver!).OnTimer(),
            this,
            Timeout.InfiniteTimeSpan,
            Timeout.InfiniteTimeSpan
        );
        core.HandshakePaths = candidates.Count;
        Session = new SessionClientDriver(
            core,
            _starting,
            time,
            new SinkRelay(sink, SessionEventKinds.Of(SessionEventKind.StateChange), e => OnChange((StateChange)e)),
            OnUnreachable
        );
        _starting.Gate = Session.Gate;
    }

    /// <summary>The session's driver: connect, send and inspect through it.</summary>
    public SessionClientDriver Session { get; }

    /// <summary>Why a network could not be opened the last time that it was tried and threw; null if none ever did.</summary>
    public Exception? LatestOpenFailure { get; private set; }

    /// <summary>The name of the network in use; before there is a session, of the preferred one.</summary>
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
                $"There is no candidate \"{name}\"; there are "
                    + $"\"{string.Join("\", \"", _candidates.Select(candidate => candidate.Name))}\".",
                nameof(name)
            );
        }

        lock (Session.Gate)
        {
            if (_disposed || !_set.TrySetAvailable(index, available, Session.Now))
            {
                return;
            }

            if (_starting is not null)
            {
                FollowAvailability(onlyOne: available);
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

    /// <summary>Says that addresses or routes of this machine have changed: networks that could not be used are tried at once, and a path
    /// that is bound is asked whether it still works. It spends no switch by itself.</summary>
    public void NetworkChanged()
    {
        lock (Session.Gate)
        {
            if (_disposed)
            {
                return;
            }

            _set.ForgetUnusable();
            if (_starting is { IsStranded: true })
            {
                Session.Reattach();
            }
            else if (_starting is null)
            {
                _mustLeave |= Session.Core.AwaitsTransport;
                Session.NetworkChanged();
            }

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
    private void OnChange(in StateChange e)
    {
        if (e.From == SessionState.Birth && _starting is { } starting)
        {
            _set.Current = starting.Keep();
            _starting = null;
            _others = starting;
            _othersUntil = Session.Core.SparesUntil;
            if (_othersUntil is null)
            {
                CloseOthers();
            }
        }

        _volatileSince = e.To == SessionState.Volatile ? Session.Now : null;
        bool silent = e is { Cause: TransitionReason.TransportDead, To: SessionState.Reattaching, Code: RefusalCode.None };
        if (silent || e.Cause is TransitionReason.RecoveryBoundsExceeded)
        {
            Leave(PathScore.Silent);
        }
        else if (e.Cause is TransitionReason.QualityFloorViolation)
        {
            Leave(Score);
        }
        else if (e.To == SessionState.Attached)
        {
            _set.NoteAttached(Session.Now);
        }

        Arm();
    }

    /// <summary>Before there is a session: without any network nothing is sent, and with the first that comes the request goes out
    /// again.</summary>
    private void FollowAvailability(bool onlyOne)
    {
        int available = Enumerable.Range(0, _candidates.Count).Count(_set.IsAvailable);
        if (available == 0)
        {
            Session.TransportLost();
        }
        else if (available == 1 && onlyOne)
        {
            Session.Reattach();
        }
    }

    /// <summary>Called under the lock, from inside of the driver: this machine could not send on the present network.</summary>
    private void OnUnreachable()
    {
        if (_starting is not null)
        {
            return; // the next request opens its networks again
        }

        _set.NoteUnusable(_set.Current, Session.Now);
        Leave(PathScore.Silent);
        Session.Core.TransportLost(Session.Now);
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

            if (_othersUntil <= Session.Now)
            {
                CloseOthers();
            }

            if (_mustLeave && LeaveAt <= Session.Now)
            {
                _mustLeave = false;
                former = _set.Next(Session.Now, withCurrent: Session.Core.AwaitsTransport) is { } next ? GoTo(next) : null;
                _mustLeave |= Session.Core.AwaitsTransport && _set.NextUsable(Session.Now) is not null;
            }
            else if (!_mustLeave && VolatileEnd <= Session.Now && _set.Better(Session.Now, Score) is { } better)
            {
                _set.Penalise(Session.Now, Score);
                former = GoTo(better);
            }
            else if (!_mustLeave && Return is var (preferred, at) && at <= Session.Now)
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

    private void CloseOthers()
    {
        _others?.CloseOthers();
        (_others, _othersUntil) = (null, null);
    }

    private IDatagramChannel? GoTo(int candidate)
    {
        int left = _set.Current;
        _set.Current = candidate;
        if (_candidates[candidate].TryOpen(out Exception? why) is { } channel)
        {
            return Session.AttachChannel(channel);
        }

        LatestOpenFailure = why ?? LatestOpenFailure;
        _set.NoteUnusable(candidate, Session.Now);
        _set.Penalise(Session.Now, PathScore.Silent);
        _set.Current = left;
        return null;
    }

    // A path that is volatile may mend itself: it gets as long again as it took to be called so.
    private TimeSpan? VolatileEnd => Deadlines.Latest(_volatileSince + Session.Core.Options.VolatilityWindow, Session.Core.MaySwitchAt);

    /// <summary>Where a session that is well goes back to, and when: not before a switch is allowed.</summary>
    private (int Candidate, TimeSpan At)? Return =>
        Session.Core is { State: SessionState.Attached } core && _set.Return() is var (candidate, at)
            ? (candidate, at > core.MaySwitchAt ? at : core.MaySwitchAt)
            : null;

    // What waits for a network that cannot be used yet waits for the first that can.
    private TimeSpan? LeaveAt =>
        _set.Next(Session.Now, withCurrent: Session.Core.AwaitsTransport) is null ? _set.NextUsable(Session.Now) : Session.Now;

    private void Arm()
    {
        TimeSpan? due =
            _mustLeave ? LeaveAt
            : VolatileEnd is { } end ? _set.NextOpen(Session.Now, end)
            : Return?.At;
        due = Deadlines.Earliest(due, _othersUntil);
        TimeSpan wait = due is { } when ? when - Session.Now : Timeout.InfiniteTimeSpan;
        _timer.Change(due is not null && wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }
}

using System.Buffers.Binary;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The live sessions, and how they end: by their idle time to live, by their maximum lifetime, or on purpose. A session is gone at the
/// exact tick at which its time ends, whether or not the timer has fired.
/// </summary>
internal sealed class LiveSessions(ServerOptions options, IEntropySource entropy, ServerJournal journal)
{
    private readonly SessionTable _table = new();
    private readonly Tombstones _tombstones = new(options.MaximumTombstones);
    private readonly Queue<Session> _copies = new(); // in the order in which they end

    /// <summary>Called when a session ends to which the server had messages.</summary>
    public Action<Session>? EndedWithDownlink { get; set; }

    /// <summary>Takes other limits, which bind the sessions that there are, too.</summary>
    public void Limit(ServerOptions limits) => options = limits;

    /// <summary>How many are held, including those whose end is due.</summary>
    public int Count => _table.Count;

    /// <summary>The oldest session, even if its end is due; null if there is none.</summary>
    public Session? Oldest => _table.Oldest;

    /// <summary>How many nonces the held sessions have accepted.</summary>
    public long NonceCount
    {
        get
        {
            long count = 0;
            for (Session? session = _table.Oldest; session is not null; session = _table.YoungerThan(session))
            {
                count += session.Nonces.Count;
            }

            return count;
        }
    }

    /// <summary>How many ended sessions are remembered.</summary>
    public int TombstoneCount => _tombstones.Count;

    /// <summary>When the next session ends by time; null if there is none.</summary>
    public TimeSpan? NextExpiry
    {
        get
        {
            if (_table is not { MostIdle: { } idle, Oldest: { } oldest })
            {
                return null;
            }

            TimeSpan next = Earlier(idle.LastActivity + options.IdleTtl, oldest.Created + options.MaximumLifetime);
            return _copies.TryPeek(out Session? copy) ? Earlier(next, copy.Created + options.CopiedHandshakeTtl) : next;
        }
    }

    /// <summary>The session as it is held, even where its end is due.</summary>
    public Session? Peek(SessionId id) => _table.Find(id);

    /// <summary>The first that were made, even where their end is due; no more than so many.</summary>
    public IEnumerable<Session> First(int atMost)
    {
        Session? session = _table.Oldest;
        for (int i = 0; i < atMost && session is not null; i++)
        {
            yield return session;
            session = _table.YoungerThan(session);
        }
    }

    /// <summary>The instant at which the session ends unless something is accepted before.</summary>
    public TimeSpan ExpiryOf(Session session)
    {
        TimeSpan expiry = Earlier(session.LastActivity + options.IdleTtl, session.Created + options.MaximumLifetime);
        return IsUnusedCopy(session) ? Earlier(expiry, session.Created + options.CopiedHandshakeTtl) : expiry;
    }

    /// <summary>Why there is no live session with that id.</summary>
    public ReasonCode ReasonOfEnd(SessionId id) => _tombstones.ReasonFor(id);

    /// <summary>The session, if it is live at this exact tick. One whose time is up is removed here.</summary>
    public Session? Find(SessionId id)
    {
        if (_table.Find(id) is not { } session)
        {
            return null;
        }

        if (journal.Now - session.LastActivity >= options.IdleTtl || (IsUnusedCopy(session) && IsOver(session)))
        {
            Expire(session, SessionTrigger.IdleTtlReached);
            return null;
        }

        if (journal.Now - session.Created >= options.MaximumLifetime)
        {
            Expire(session, SessionTrigger.LifetimeReached);
            return null;
        }

        return session;
    }

    /// <summary>An id that no session has that is held or remembered as ended.</summary>
    public SessionId NewId()
    {
        Span<byte> bytes = stackalloc byte[8];
        for (int draw = 0; draw < 64; draw++)
        {
            entropy.Fill(bytes);
            var id = new SessionId(BinaryPrimitives.ReadUInt64BigEndian(bytes));
            if (!_table.Contains(id) && !_tombstones.Contains(id))
            {
                return id;
            }
        }

        throw new InvalidOperationException("The entropy source gave 64 session ids in a row that were taken: it repeats itself.");
    }

    /// <summary>A session begins: it is held, counted and told.</summary>
    public void Begin(Session session)
    {
        Add(session);
        journal.Counters.SessionsCreated++;
        journal.Emit(new SessionCreated(session.Id, session.Binding, session.Keys?.Client));
        Fire(session, SessionTrigger.HandshakeAccepted);
    }

    /// <summary>Holds a session, and tells nobody.</summary>
    public void Add(Session session)
    {
        _table.Add(session);
        if (session.IsCopy)
        {
            _copies.Enqueue(session);
        }
    }

    /// <summary>Called when something was accepted: the idle time starts again.</summary>
    public void Touch(Session session) => _table.Touch(session, journal.Now);

    /// <summary>Ends a session on purpose.</summary>
    public void End(Session session, ReasonCode reason)
    {
        Forget(session, ReasonCode.SessionTerminated);
        journal.Counters.SessionsTerminated++;
        Fire(session, SessionTrigger.ExplicitEnd);
        journal.Emit(
            new SessionTerminated(
                session.Id,
                journal.Now - session.Created,
                session.Switches,
                TransitionReason.ExplicitTermination,
                RefusalCode.None,
                reason
            )
        );
    }

    /// <summary>Ends those whose time is up, but only a limited number in one call: a million may be due at once.</summary>
    public void ExpireDue(int atMost)
    {
        int left = atMost;
        for (; left > 0 && _table.MostIdle is { } idle && journal.Now - idle.LastActivity >= options.IdleTtl; left--)
        {
            Expire(idle, SessionTrigger.IdleTtlReached); // first, because it is the reason if both bounds are met
        }

        for (; left > 0 && _copies.TryPeek(out Session? copy); left--)
        {
            bool waits = IsUnusedCopy(copy) && _table.Find(copy.Id) == copy; // otherwise it is used, or has ended another way
            if (waits && !IsOver(copy))
            {
                break;
            }

            _copies.Dequeue();
            if (waits)
            {
                Expire(copy, SessionTrigger.IdleTtlReached);
            }
        }

        for (; left > 0 && _table.Oldest is { } oldest && journal.Now - oldest.Created >= options.MaximumLifetime; left--)
        {
            Expire(oldest, SessionTrigger.LifetimeReached);
        }
    }

    /// <summary>
    /// Changes a session's state by the transition table. A change that the table forbids does nothing and is a security event.
    /// </summary>
    public void Fire(Session session, SessionTrigger trigger)
    {
        if (session.Machine.TryFire(trigger, out Transition transition))
        {
            journal.Emit(new StateChange(session.Id, transition, session.Machine.Version, RefusalCode.None));
        }
        else
        {
            journal.Emit(new SecurityEvent(session.Id, session.Binding, ReasonCode.ForbiddenTransition));
        }
    }

    /// <summary>Overwrites the keys of all sessions when the server stops.</summary>
    public void WipeKeys()
    {
        for (Session? session = _table.Oldest; session is not null; session = _table.YoungerThan(session))
        {
            session.Keys?.Wipe();
        }
    }

    private void Expire(Session session, SessionTrigger trigger)
    {
        bool idle = trigger == SessionTrigger.IdleTtlReached;
        ReasonCode reason = idle ? ReasonCode.SessionExpired : ReasonCode.LifetimeExpired;
        Forget(session, reason);
        journal.Counters.SessionsExpired++;
        Fire(session, trigger);
        TimeSpan lifetime = journal.Now - session.Created;
        journal.Emit(
            new SessionExpired(
                session.Id,
                session.Binding,
                lifetime,
                session.Switches,
                idle ? TransitionReason.TtlSessionExpired : TransitionReason.TtlLifetimeExpired,
                reason
            )
        );
    }

    private static bool IsUnusedCopy(Session session) => session is { IsCopy: true, Confirmed: false };

    /// <summary>Whether a copy's short life is over.</summary>
    private bool IsOver(Session copy) => journal.Now - copy.Created >= options.CopiedHandshakeTtl;

    private void Forget(Session session, ReasonCode why)
    {
        _table.Remove(session);
        _tombstones.Add(session.Id, why);
        if (session.HasDownlink)
        {
            EndedWithDownlink?.Invoke(session);
        }

        session.Keys?.Wipe();
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

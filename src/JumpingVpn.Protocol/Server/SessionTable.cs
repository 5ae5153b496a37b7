namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The live sessions, by id, in the order of their last activity and in the order of their creation. Idle time to live and maximum
/// lifetime are the same for all, so these are the orders of expiry; all are kept in constant time however many sessions there are.
/// </summary>
internal sealed class SessionTable
{
    // Keyed by random 64-bit ids of our own making: nobody outside can choose them to collide.
    private readonly Dictionary<ulong, Session> _byId = [];
    private Session? _latest;
    private Session? _youngest;

    public int Count => _byId.Count;

    /// <summary>The session that was idle for the longest time, which is the next to expire.</summary>
    public Session? MostIdle { get; private set; }

    /// <summary>The session that was made first, which is the next to reach its maximum lifetime.</summary>
    public Session? Oldest { get; private set; }

    public bool Contains(SessionId id) => _byId.ContainsKey(id.Value);

    public Session? Find(SessionId id) => _byId.GetValueOrDefault(id.Value);

    /// <summary>Adds a session whose last activity is now.</summary>
    public void Add(Session session)
    {
        _byId.Add(session.Id.Value, session);
        Append(session);
        session.Older = _youngest;
        if (_youngest is null)
        {
            Oldest = session;
        }
        else
        {
            _youngest.Younger = session;
        }

        _youngest = session;
    }

    /// <summary>Something was accepted: restarts the session's idle time.</summary>
    public void Touch(Session session, TimeSpan now)
    {
        session.LastActivity = now;
        session.Confirmed = true;
        if (session != _latest)
        {
            Unlink(session);
            Append(session);
        }
    }

    public void Remove(Session session)
    {
        _byId.Remove(session.Id.Value);
        Unlink(session);
        UnlinkByAge(session);
    }

    private void UnlinkByAge(Session session)
    {
        if (session.Older is null)
        {
            Oldest = session.Younger;
        }
        else
        {
            session.Older.Younger = session.Younger;
        }

        if (session.Younger is null)
        {
            _youngest = session.Older;
        }
        else
        {
            session.Younger.Older = session.Older;
        }

        session.Older = null;
        session.Younger = null;
    }

    private void Append(Session session)
    {
        session.Earlier = _latest;
        session.Later = null;
        if (_latest is null)
        {
            MostIdle = session;
        }
        else
        {
            _latest.Later = session;
        }

        _latest = session;
    }

    private void Unlink(Session session)
    {
        if (session.Earlier is null)
        {
            MostIdle = session.Later;
        }
        else
        {
            session.Earlier.Later = session.Later;
        }

        if (session.Later is null)
        {
            _latest = session.Earlier;
        }
        else
        {
            session.Later.Earlier = session.Earlier;
        }

        session.Earlier = null;
        session.Later = null;
    }
}

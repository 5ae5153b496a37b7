namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The live sessions, by id and in the order of their last activity. The time to live is the same for all, so the order of
/// activity is the order of expiry, and both are kept in constant time however many sessions there are.
/// </summary>
internal sealed class SessionTable
{
    // Keyed by random 64-bit ids of our own making: nobody outside can choose them to collide.
    private readonly Dictionary<ulong, Session> _byId = [];
    private Session? _latest;

    public int Count => _byId.Count;

    /// <summary>The session that was idle for the longest time, which is the next to expire.</summary>
    public Session? MostIdle { get; private set; }

    public bool Contains(SessionId id) => _byId.ContainsKey(id.Value);

    public Session? Find(SessionId id) => _byId.GetValueOrDefault(id.Value);

    /// <summary>Adds a session whose last activity is now.</summary>
    public void Add(Session session)
    {
        _byId.Add(session.Id.Value, session);
        Append(session);
    }

    /// <summary>Restarts the session's idle time.</summary>
    public void Touch(Session session, TimeSpan now)
    {
        session.LastActivity = now;
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

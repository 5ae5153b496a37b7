namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The live sessions, by id, in the order of their last activity and in the order of their creation. Idle time to live and maximum lifetime
/// are the same for all, so these are also the orders of expiry. Each operation takes constant time, however many sessions there are.
/// </summary>
internal sealed class SessionTable
{
    // Keyed by random 64-bit ids that the server draws: nobody outside can choose them to collide.
    private readonly Dictionary<ulong, Session> _byId = [];
    private readonly Stack<int> _freeSlots = new();
    private Session?[] _bySlot = new Session?[1];
    private int _slotCount;
    private SlotOrder _byActivity = new();
    private SlotOrder _byAge = new();

    public int Count => _byId.Count;

    /// <summary>The session that has been idle longest, which is the next to expire.</summary>
    public Session? MostIdle => At(_byActivity.First);

    /// <summary>The oldest session, which is the next to reach its maximum lifetime.</summary>
    public Session? Oldest => At(_byAge.First);

    public bool Contains(SessionId id) => _byId.ContainsKey(id.Value);

    public Session? Find(SessionId id) => _byId.GetValueOrDefault(id.Value);

    /// <summary>The session that was created next after another; null for the youngest.</summary>
    public Session? YoungerThan(Session session) => At(_byAge.After(session.Slot));

    /// <summary>Adds a session whose last activity is now.</summary>
    public void Add(Session session)
    {
        _byId.Add(session.Id.Value, session);
        session.Slot = TakeSlot();
        _bySlot[session.Slot] = session;
        _byActivity.Append(session.Slot);
        _byAge.Append(session.Slot);
    }

    /// <summary>Restarts the session's idle time when something was accepted.</summary>
    public void Touch(Session session, TimeSpan now)
    {
        session.LastActivity = now;
        session.Confirmed = true;
        if (session.Slot != _byActivity.Last)
        {
            _byActivity.Remove(session.Slot);
            _byActivity.Append(session.Slot);
        }
    }

    public void Remove(Session session)
    {
        _byId.Remove(session.Id.Value);
        _byActivity.Remove(session.Slot);
        _byAge.Remove(session.Slot);
        _bySlot[session.Slot] = null;
        _freeSlots.Push(session.Slot);
    }

    private Session? At(int slot) => slot == SlotOrder.None ? null : _bySlot[slot];

    private int TakeSlot()
    {
        if (_freeSlots.TryPop(out int free))
        {
            return free;
        }

        if (_slotCount == _bySlot.Length)
        {
            Array.Resize(ref _bySlot, _slotCount * 2);
        }

        return _slotCount++;
    }
}

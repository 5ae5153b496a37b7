using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// The server's flows, without I/O: each has its session and the number that the session's client gave it, so that no client can name the
/// flow of another's. They are bounded for each session and in all: a session with many loses its own before anybody else's.
/// </summary>
/// <typeparam name="TFlow">What a flow holds: a socket to the target.</typeparam>
/// <param name="limits">How many there may be, and for how long.</param>
/// <param name="ended">Called with each flow that ends.</param>
internal sealed class SessionFlows<TFlow>(ForwardLimits limits, Action<TFlow> ended)
{
    private readonly Dictionary<SessionId, Own> _bySession = [];

    /// <summary>How many there are.</summary>
    public int Count { get; private set; }

    /// <summary>How many sessions have at least one.</summary>
    public int Sessions => _bySession.Count;

    /// <summary>Finds a flow, and notes that it is used.</summary>
    public bool TryUse(SessionId session, uint number, TimeSpan now, out TFlow flow)
    {
        flow = default!;
        if (!_bySession.TryGetValue(session, out Own? own) || !own.ByNumber.TryGetValue(number, out LinkedListNode<Entry>? node))
        {
            return false;
        }

        flow = node.Value.Flow;
        own.ByUse.Remove(node);
        node.Value = node.Value with { UsedAt = now };
        own.ByUse.AddLast(node);
        return true;
    }

    /// <summary>Adds a flow that is not there; another one ends where there are too many.</summary>
    public void Add(SessionId session, uint number, TFlow flow, TimeSpan now)
    {
        if (_bySession.TryGetValue(session, out Own? full) && full.ByUse.Count >= limits.FlowsPerSession)
        {
            End(session, full, full.ByUse.First!);
        }
        else if (Count >= limits.Flows)
        {
            (SessionId id, Own largest) = _bySession.MaxBy(static one => one.Value.ByUse.Count);
            End(id, largest, largest.ByUse.First!);
        }

        if (!_bySession.TryGetValue(session, out Own? own)) // which may have lost its last one just now
        {
            own = new Own();
            _bySession.Add(session, own);
        }

        own.ByNumber.Add(number, own.ByUse.AddLast(new Entry(number, flow, now)));
        Count++;
    }

    /// <summary>Ends one flow, where it is still there.</summary>
    public void End(SessionId session, uint number)
    {
        if (_bySession.TryGetValue(session, out Own? own) && own.ByNumber.TryGetValue(number, out LinkedListNode<Entry>? node))
        {
            End(session, own, node);
        }
    }

    /// <summary>Ends all flows of a session.</summary>
    public void EndAll(SessionId session)
    {
        while (_bySession.TryGetValue(session, out Own? own))
        {
            End(session, own, own.ByUse.First!);
        }
    }

    /// <summary>Ends those that were idle for as long as they may be.</summary>
    public void EndIdle(TimeSpan now)
    {
        foreach ((SessionId session, Own own) in _bySession.ToArray())
        {
            while (own.ByUse.First is { } idlest && now - idlest.Value.UsedAt >= limits.FlowIdle)
            {
                End(session, own, idlest);
            }
        }
    }

    /// <summary>Ends all.</summary>
    public void Clear()
    {
        foreach (SessionId session in _bySession.Keys.ToArray())
        {
            EndAll(session);
        }
    }

    private void End(SessionId session, Own own, LinkedListNode<Entry> node)
    {
        own.ByUse.Remove(node);
        own.ByNumber.Remove(node.Value.Number);
        Count--;
        if (own.ByUse.Count == 0)
        {
            _bySession.Remove(session);
        }

        ended(node.Value.Flow);
    }

    private sealed class Own
    {
        public Dictionary<uint, LinkedListNode<Entry>> ByNumber { get; } = [];

        public LinkedList<Entry> ByUse { get; } = []; // the one that was idle longest first
    }

    private readonly record struct Entry(uint Number, TFlow Flow, TimeSpan UsedAt);
}

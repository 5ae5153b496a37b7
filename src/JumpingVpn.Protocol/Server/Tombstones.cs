namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Remembers why the latest sessions ended, and forgets the oldest when full. Only the reason in an answer depends on it.
/// </summary>
internal sealed class Tombstones(int capacity)
{
    private readonly Dictionary<ulong, ReasonCode> _reasons = [];
    private readonly Queue<ulong> _order = new();

    public int Count => _order.Count;

    public void Add(SessionId id, ReasonCode reason)
    {
        if (capacity == 0)
        {
            return;
        }

        if (_order.Count == capacity)
        {
            _reasons.Remove(_order.Dequeue());
        }

        _order.Enqueue(id.Value);
        _reasons.Add(id.Value, reason);
    }

    /// <summary>Why the session ended; unknown if that is forgotten.</summary>
    public ReasonCode ReasonFor(SessionId id) => _reasons.GetValueOrDefault(id.Value, ReasonCode.UnknownSession);

    public bool Contains(SessionId id) => _reasons.ContainsKey(id.Value);
}

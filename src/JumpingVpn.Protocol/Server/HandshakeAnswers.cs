using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// What the latest handshakes with keys were answered, for one that comes again because that answer was lost: at most
/// <see cref="Capacity"/>, so that a session that only waits costs its key and no more. None of it is secret.
/// </summary>
internal sealed class HandshakeAnswers
{
    /// <summary>How many are remembered: by the default policy those of some seconds, and longer than a client asks.</summary>
    public const int Capacity = 4_096;

    private readonly Dictionary<SessionId, HandshakeAnswer> _answers = [];
    private readonly Queue<SessionId> _order = new();

    /// <summary>The answer that made a session; null where it is forgotten.</summary>
    public HandshakeAnswer? Of(SessionId id) => _answers.GetValueOrDefault(id);

    /// <summary>Remembers the answer that made a session; the oldest of as many as there may be is forgotten.</summary>
    public void Remember(SessionId id, HandshakeAnswer answer)
    {
        if (_order.Count == Capacity)
        {
            _answers.Remove(_order.Dequeue());
        }

        _order.Enqueue(id);
        _answers[id] = answer;
    }
}

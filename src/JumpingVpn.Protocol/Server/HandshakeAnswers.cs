using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The answers to the latest handshakes with keys, to repeat when a handshake comes again because its answer was lost. There are at most
/// <see cref="Capacity"/>, so that an idle session costs no more than its key. They contain no secrets.
/// </summary>
internal sealed class HandshakeAnswers
{
    /// <summary>
    /// How many are remembered: with the default policy those of some seconds, which is longer than a client repeats its handshake.
    /// </summary>
    public const int Capacity = 4_096;

    private readonly Dictionary<SessionId, HandshakeAnswer> _answers = [];
    private readonly Queue<SessionId> _order = new();

    /// <summary>The answer that made a session; null if it is forgotten.</summary>
    public HandshakeAnswer? Of(SessionId id) => _answers.GetValueOrDefault(id);

    /// <summary>Remembers the answer that made a session; when full, it forgets the oldest.</summary>
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

using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Follows each client from its session to the end of it: what it does and sends names that session and no other, and it asks for no
/// further one. A client that begins again, because the scenario starts it again, is another client. One that has asked over several
/// networks may be given a session over each: it may end those that it does not take, and do nothing else with them.
/// </summary>
/// <param name="startsOf">How often a client has begun; null for who is not a client.</param>
internal sealed class OneSessionAtATime(Func<string, int?> startsOf) : IInvariant
{
    private readonly Dictionary<(string Client, int Start), SessionId> _sessions = [];

    public SessionEventKinds Kinds => SessionEventKinds.All;

    public bool JudgesDatagrams => true;

    public string Claim => "a client's session id never changes, and it gets no other session before the first has ended";

    public string? Judge(RecordedEvent recorded)
    {
        if (startsOf(recorded.Actor) is not { } start || recorded.Event.SessionId is not { } id)
        {
            return null;
        }

        if (recorded.Event.Kind == SessionEventKind.SessionEstablished && !_sessions.TryAdd((recorded.Actor, start), id))
        {
            return $"{recorded.Actor} established {id} while it had {_sessions[(recorded.Actor, start)]}.";
        }

        return !_sessions.TryGetValue((recorded.Actor, start), out SessionId own) || own == id
            ? null
            : $"{recorded.Actor} holds {own}, but emitted {recorded.Event.Kind} for {id}.";
    }

    public string? Judge(WireRecord record)
    {
        if (
            record.Kind != WireRecordKind.Sent
            || startsOf(record.Node) is not { } start
            || !_sessions.TryGetValue((record.Node, start), out SessionId own)
        )
        {
            return null;
        }

        if (record.Type == "HANDSHAKE_INIT")
        {
            return $"{record.Node} asked for a new session although it has {own}.";
        }

        return
            record.Type != "TERMINATE"
            && record.Member("session_id") is { } named
            && !(SessionId.TryParse(named, out SessionId id) && id == own)
            ? $"{record.Node} sent {record.Type} for {named}, but its session is {own}."
            : null;
    }
}

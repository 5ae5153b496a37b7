using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Follows the binding from event to event: a switch must leave from where the session was, and data must come from
/// there.</summary>
internal sealed class OneBinding : IInvariant
{
    private readonly Dictionary<(string Gateway, SessionId Session), TransportAddress> _bindings = [];

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(SessionEventKind.SessionCreated, SessionEventKind.TransportSwitch, SessionEventKind.DataAccepted);

    public string Claim => "a session has at most one binding";

    public string? Judge(RecordedEvent recorded)
    {
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (recorded.Event)
        {
            case SessionCreated created:
                return _bindings.TryAdd(key, created.Transport) ? null : $"{recorded.Session} was created twice.";
            case TransportSwitch moved:
                bool fromBound = _bindings.TryGetValue(key, out TransportAddress bound) && bound == moved.From;
                _bindings[key] = moved.To;
                return fromBound ? null : $"{recorded.Session} switched from {moved.From}, to which it was not bound.";
            case DataAccepted data:
                return _bindings.TryGetValue(key, out TransportAddress current) && current == data.From
                    ? null
                    : $"{recorded.Session} accepted data from {data.From}, to which it was not bound.";
            default:
                return null;
        }
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Follows the binding from event to event: a switch must leave from where the session was, and data must come from
/// there.</summary>
internal sealed class OneBinding : IInvariant
{
    private readonly Dictionary<(string Gateway, SessionId Session), TransportAddress> _bindings = [];

    public KindSet Kinds { get; } =
        KindSet.Of(SessionEventKind.SessionCreated, SessionEventKind.TransportSwitch, SessionEventKind.DataAccepted);

    public string Claim => "a session has one binding at most";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (e.Kind)
        {
            case SessionEventKind.SessionCreated:
                return _bindings.TryAdd(key, e.Transport) ? null : $"{recorded.Session} was created twice.";
            case SessionEventKind.TransportSwitch:
                bool fromBound = _bindings.TryGetValue(key, out TransportAddress bound) && bound == e.PreviousTransport;
                _bindings[key] = e.Transport;
                return fromBound ? null : $"{recorded.Session} switched from {e.PreviousTransport}, where it was not bound.";
            case SessionEventKind.DataAccepted:
                return _bindings.TryGetValue(key, out TransportAddress current) && current == e.Transport
                    ? null
                    : $"{recorded.Session} accepted data from {e.Transport}, where it was not bound.";
            default:
                return null;
        }
    }
}

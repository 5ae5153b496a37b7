using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A session was idle for its time to live, or reached its maximum lifetime.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="Bound">Where it was bound.</param>
/// <param name="Lifetime">How long it had lived.</param>
/// <param name="Switches">How often it had switched its transport.</param>
/// <param name="Cause">Which of the two.</param>
/// <param name="Reason">The reason that late messages are answered with.</param>
public readonly record struct SessionExpired(
    SessionId SessionId,
    TransportAddress Bound,
    TimeSpan Lifetime,
    int Switches,
    TransitionReason Cause = TransitionReason.TtlSessionExpired,
    ReasonCode Reason = ReasonCode.SessionExpired
) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.SessionExpired;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Text("reason", CodeNames.Encoded(Cause));
        members.Text("detail", CodeNames.Encoded(Reason));
        members.Number("lifetime_ms", Lifetime.Ticks / TimeSpan.TicksPerMillisecond);
        members.Number("switches", Switches);
    }
}

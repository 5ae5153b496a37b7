using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>The binding was changed, explicitly.</summary>
/// <param name="SessionId">The session.</param>
/// <param name="From">The binding before.</param>
/// <param name="To">The binding from now on.</param>
/// <param name="StateVersion">The version after it.</param>
/// <param name="Reason">The seed's word for a move that the client asked for; <see cref="ReasonCode.Race"/> where the session goes back to
/// the address that lost it in a race.</param>
public readonly record struct TransportSwitch(
    SessionId SessionId,
    TransportAddress From,
    TransportAddress To,
    long StateVersion,
    ReasonCode Reason = ReasonCode.TransportVolatility
) : ISessionEvent
{
    /// <summary>How long nothing of the session had been accepted. It is not a member of the line.</summary>
    public TimeSpan Silence { get; init; }

    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.TransportSwitch;

    SessionId? ISessionEvent.SessionId => SessionId;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Session(SessionId);
        members.Address("from_transport", From);
        members.Address("to_transport", To);
        members.Text("reason", CodeNames.Encoded(Reason));
        members.Flag("explicit", true);
        members.Flag("auditable", true);
        members.Number("state_version", StateVersion);
    }
}

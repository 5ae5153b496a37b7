using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol.Events;

/// <summary>A server has stopped on purpose, and told its clients.</summary>
/// <param name="Bind">What it served.</param>
/// <param name="Uptime">For how long.</param>
/// <param name="SessionsCreated">How many sessions it had made.</param>
/// <param name="SessionsEnded">How many of them it ended by stopping.</param>
/// <param name="DataDelivered">How many messages it had delivered to its application.</param>
/// <param name="Switches">How many switches of a binding it had made.</param>
public readonly record struct ServerStop(
    TransportAddress Bind,
    TimeSpan Uptime,
    long SessionsCreated,
    long SessionsEnded,
    long DataDelivered,
    long Switches
) : ISessionEvent
{
    /// <inheritdoc/>
    public SessionEventKind Kind => SessionEventKind.ServerStop;

    SessionId? ISessionEvent.SessionId => null;

    void IAuditEvent.WriteMembers(EventMembers members)
    {
        members.Address("bind", Bind);
        members.Number("uptime_ms", Uptime.Ticks / TimeSpan.TicksPerMillisecond);
        members.Number("sessions_created", SessionsCreated);
        members.Number("sessions_ended_by_stop", SessionsEnded);
        members.Number("data_delivered", DataDelivered);
        members.Number("switches", Switches);
    }
}

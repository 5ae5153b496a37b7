using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>A server makes no sessions any more, and lets those that it has go on for a time.</summary>
/// <param name="Sessions">How many there are.</param>
/// <param name="Patience">For how long, at most.</param>
internal sealed record ServerDrain(int Sessions, TimeSpan Patience) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ServerDrain);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Number("sessions", Sessions);
        members.Seconds("patience_sec", Patience);
    }
}

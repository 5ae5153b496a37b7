using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>The demonstration is over.</summary>
/// <param name="Session">The session that it leaves behind.</param>
internal sealed record ClientDone(SessionId Session) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ClientDone);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Session(Session);
    }
}

using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>A server has read its configuration again; an event for each difference stands before it.</summary>
/// <param name="Applied">How many settings have changed.</param>
/// <param name="Waiting">How many wait for a new start.</param>
internal sealed record ServerReload(int Applied, int Waiting) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ServerReload);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Number("applied", Applied);
        members.Number("waiting_for_restart", Waiting);
    }
}

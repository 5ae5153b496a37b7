using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>A server can be looked at, too.</summary>
/// <param name="Purpose">What for: metrics or control.</param>
/// <param name="At">Where: a URL, or the path of a socket.</param>
internal sealed record EndpointOpened(string Purpose, string At) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(EndpointOpened);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Text("purpose", Purpose);
        members.Text("at", At);
    }
}

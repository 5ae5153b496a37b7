using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>A client has opened its first transport.</summary>
/// <param name="Local">Its address.</param>
/// <param name="Server">The server that it talks to.</param>
internal sealed record ClientStart(TransportAddress Local, TransportAddress Server) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ClientStart);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Number("schema", SessionEventJson.SchemaVersion);
        members.Address("local", Local);
        members.Address("server", Server);
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>A server has begun to serve.</summary>
/// <param name="Bind">What it serves.</param>
/// <param name="IdleTtl">How long its idle sessions live.</param>
internal sealed record ServerStart(TransportAddress Bind, TimeSpan IdleTtl) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(ServerStart);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Number("schema", SessionEventJson.SchemaVersion);
        members.Address("bind", Bind);
        members.Seconds("ttl_sec", IdleTtl);
    }
}

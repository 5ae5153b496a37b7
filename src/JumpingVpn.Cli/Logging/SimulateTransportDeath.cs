using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Logging;

/// <summary>The demonstration closes its socket.</summary>
/// <param name="Local">The address that it had.</param>
internal sealed record SimulateTransportDeath(TransportAddress Local) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(SimulateTransportDeath);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Address("local", Local);
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Refusals;

/// <summary>Whoever is at an address says that nobody listens on its port (ICMP "port unreachable"). Anybody can forge that: it is a hint,
/// and nothing ends by it.</summary>
/// <param name="Target">The address that a datagram went to.</param>
internal sealed record TargetRefused(TransportAddress Target) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(TargetRefused);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Address("target", Target);
    }
}

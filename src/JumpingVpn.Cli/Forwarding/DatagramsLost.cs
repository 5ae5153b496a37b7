using System.Text.Json;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>Datagrams were not forwarded.</summary>
/// <param name="Why">The reason.</param>
/// <param name="Count">How many, since the last event of the same reason.</param>
internal sealed record DatagramsLost(ForwardLoss Why, long Count) : IAuditEvent
{
    /// <inheritdoc/>
    public string Name => nameof(DatagramsLost);

    /// <inheritdoc/>
    public void WriteMembers(EventMembers members)
    {
        members.Text("reason", JsonNamingPolicy.SnakeCaseLower.ConvertName(Why.ToString()));
        members.Number("count", Count);
    }
}

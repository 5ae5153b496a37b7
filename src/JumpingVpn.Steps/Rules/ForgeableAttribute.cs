namespace JumpingVpn.Steps.Rules;

/// <summary>A message that somebody can forge who knows no more than the id of a session.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ForgeableAttribute()
    : MessagesAttribute("DATA", "DATA_ACK", "KEEPALIVE", "KEEPALIVE_ACK", "TERMINATE", "REATTACH_ACK", "ERROR");

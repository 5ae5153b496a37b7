namespace JumpingVpn.Steps.Rules;

/// <summary>A message that can be forged by somebody who knows only a session's id.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class ForgeableAttribute()
    : MessagesAttribute("DATA", "DATA_ACK", "KEEPALIVE", "KEEPALIVE_ACK", "TERMINATE", "REATTACH_ACK", "ERROR");

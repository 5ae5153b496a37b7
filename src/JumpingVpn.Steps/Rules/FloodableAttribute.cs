namespace JumpingVpn.Steps.Rules;

/// <summary>A message of which somebody without a session can send many well-formed ones.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class FloodableAttribute() : MessagesAttribute("REATTACH_REQUEST", "DATA", "KEEPALIVE", "TERMINATE", "HANDSHAKE_INIT");

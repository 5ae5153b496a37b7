namespace JumpingVpn.Steps.Rules;

/// <summary>A message with a nonce, to which an answer can be given.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
internal sealed class AnswerableAttribute() : MessagesAttribute("HANDSHAKE_INIT", "REATTACH_REQUEST");

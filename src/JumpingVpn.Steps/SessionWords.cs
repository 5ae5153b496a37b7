using JumpingVpn.Protocol;

namespace JumpingVpn.Steps;

/// <summary>Reads the protocol's words.</summary>
[Binding]
public sealed class SessionWords
{
    /// <summary>A session state, in capitals.</summary>
    [StepArgumentTransformation("([A-Z]{3,})", Name = "sessionState")]
    public SessionState ReadState(string text) =>
        Enum.TryParse(text, ignoreCase: true, out SessionState state)
            ? state
            : throw new FormatException(
                $"`{text}` is no session state; there are {string.Join(", ", Enum.GetNames<SessionState>().Select(name => name.ToUpperInvariant()))}.");

    /// <summary>A message type of the wire, in capitals.</summary>
    [StepArgumentTransformation("([A-Z][A-Z_]+)", Name = "messageType")]
    public MessageType ReadMessageType(string text) => new(text);
}

using JumpingVpn.Protocol;

namespace JumpingVpn.Steps;

/// <summary>Reads the protocol's words.</summary>
[Binding]
public sealed class SessionWords
{
    /// <summary>A session state, in capitals.</summary>
    [StepArgumentTransformation("([A-Z]{3,})", Name = "sessionState")]
    public SessionState ReadState(string text) =>
        Enum.Parse<SessionState>(
            KnownWord.Require(text, "session state", Enum.GetValues<SessionState>().Select(CodeNames.Name)),
            ignoreCase: true
        );

    /// <summary>A message type of the wire, in capitals.</summary>
    [StepArgumentTransformation("([A-Z][A-Z_]+)", Name = "messageType")]
    public MessageTypeName ReadMessageType(string text) =>
        new(
            KnownWord.Require(
                text,
                "message type",
                Enum.GetValues<MessageType>().Where(type => type != MessageType.Unknown).Select(CodeNames.Name)
            )
        );
}

using System.Text.Json;

namespace JumpingVpn.Protocol.Wire;

/// <summary>The names of the message types, and which members each requires and understands.</summary>
internal static class TypeNames
{
    private const Members None = Members.None;

    private static readonly JsonEncodedText[] Names =
    [
        JsonEncodedText.Encode("UNKNOWN"),
        JsonEncodedText.Encode("HANDSHAKE_INIT"),
        JsonEncodedText.Encode("HANDSHAKE_ACK"),
        JsonEncodedText.Encode("DATA"),
        JsonEncodedText.Encode("DATA_ACK"),
        JsonEncodedText.Encode("REATTACH_REQUEST"),
        JsonEncodedText.Encode("REATTACH_ACK"),
        JsonEncodedText.Encode("ERROR"),
        JsonEncodedText.Encode("KEEPALIVE"),
        JsonEncodedText.Encode("KEEPALIVE_ACK"),
        JsonEncodedText.Encode("TERMINATE"),
        JsonEncodedText.Encode("HANDSHAKE_RETRY"),
        JsonEncodedText.Encode("PATH_CHALLENGE"),
        JsonEncodedText.Encode("PATH_RESPONSE"),
    ];

    public static JsonEncodedText Encoded(MessageType type) => Names[(int)type];

    public static MessageType Find(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("DATA"u8))
        {
            return MessageType.Data; // by far the most frequent
        }

        for (int i = 1; i < Names.Length; i++)
        {
            if (name.SequenceEqual(Names[i].EncodedUtf8Bytes))
            {
                return (MessageType)i;
            }
        }

        return MessageType.Unknown;
    }

    /// <summary>True for what only a server says, an <c>ERROR</c> included: a server that hears it is not meant.</summary>
    public static bool IsServers(in WireMessage message) =>
        message.Type switch
        {
            MessageType.HandshakeAck or MessageType.HandshakeRetry or MessageType.ReattachAck or MessageType.PathChallenge => true,
            MessageType.KeepaliveAck or MessageType.Error => true,
            MessageType.Data => message.Has(Members.Downlink),
            MessageType.DataAck => !message.Has(Members.Downlink),
            _ => false,
        };

    public static (Members Required, Members Optional) MembersOf(MessageType type) =>
        type switch
        {
            MessageType.HandshakeInit => (None, Members.Nonce | Members.Cookie | Members.Key | Members.Mac),
            MessageType.HandshakeAck => (Members.SessionId, Members.Nonce | Members.StateVersion | Members.OfKeys),
            MessageType.Data => (Members.SessionId | Members.Payload, Members.Sequence | Members.Downlink | Members.Mac),
            MessageType.DataAck => (Members.SessionId, Members.Sequence | Members.Downlink | Members.Mac),
            MessageType.ReattachRequest => (Members.SessionId | Members.Nonce | Members.Proof, Members.StateVersion | Members.Mac),
            MessageType.ReattachAck => (Members.SessionId, Members.Nonce | Members.StateVersion | Members.Mac),
            MessageType.Error => (
                Members.Code,
                Members.SessionId
                    | Members.Reason
                    | Members.Nonce
                    | Members.StateVersion
                    | Members.Sequence
                    | Members.Downlink
                    | Members.Mac
            ),
            MessageType.Keepalive or MessageType.KeepaliveAck => (Members.SessionId | Members.Sequence, Members.Mac),
            MessageType.Terminate => (Members.SessionId, Members.Reason | Members.Mac),
            MessageType.HandshakeRetry => (Members.Cookie, Members.Nonce | Members.Mac),
            MessageType.PathChallenge => (Members.SessionId | Members.Nonce | Members.Challenge, Members.Mac),
            MessageType.PathResponse => (Members.SessionId | Members.Nonce | Members.Challenge | Members.Proof, Members.Mac),
            _ => (None, None),
        };
}

using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>Gives each outgoing message of a session its code; while there are no keys it gives none, as the prototype's peers
/// expect.</summary>
internal sealed class MessageSeal(MessageMac macs, MacDirection direction)
{
    private readonly byte[] _text = new byte[MessageMac.TextLength];
    private SessionId _id;

    /// <summary>The keys of the session whose messages are sealed now; null for none.</summary>
    public SessionKeys? Keys { get; private set; }

    public void Use(SessionId id, SessionKeys? keys)
    {
        _id = id;
        Keys = keys;
    }

    public void Clear() => Keys = null;

    /// <summary>The code of a message, valid until the next call; empty where there are no keys.</summary>
    public ReadOnlySpan<byte> Of(scoped in WireMessage message)
    {
        if (Keys is not { } keys)
        {
            return default;
        }

        macs.Write(keys, direction, _id, message, _text);
        return _text;
    }

    /// <summary>The code of a message that has no member but its number, if it has that.</summary>
    public ReadOnlySpan<byte> Of(MessageType type, long? sequence) =>
        Keys is null
            ? default
            : Of(
                new WireMessage
                {
                    Type = type,
                    Present = sequence is null ? Members.None : Members.Sequence,
                    Sequence = sequence ?? 0,
                }
            );

    /// <summary>The code of a TERMINATE, which is the same in both directions but for the key.</summary>
    public ReadOnlySpan<byte> OfTerminate(ReasonCode reason) =>
        Of(
            new WireMessage
            {
                Type = MessageType.Terminate,
                Present = Members.Reason,
                ReasonText = CodeNames.Encoded(reason).EncodedUtf8Bytes,
            }
        );
}

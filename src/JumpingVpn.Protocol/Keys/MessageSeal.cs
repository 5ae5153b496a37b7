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

    /// <summary>The MAC of a message, valid until the next call; empty if there are no keys.</summary>
    public ReadOnlySpan<byte> Of(scoped in WireMessage message)
    {
        if (Keys is not { } keys)
        {
            return default;
        }

        macs.Write(keys, direction, _id, message, _text);
        return _text;
    }
}

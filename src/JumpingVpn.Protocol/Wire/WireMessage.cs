namespace JumpingVpn.Protocol.Wire;

/// <summary>
/// One message, read. The spans point into the datagram or into the reader's scratch memory and are valid until either changes.
/// </summary>
internal ref struct WireMessage
{
    public MessageType Type;
    public Members Present;
    public SessionId SessionId;
    public long Sequence;
    public long StateVersion;
    public RefusalCode Code;
    public ReasonCode Reason;
    public ReadOnlySpan<byte> Payload;

    /// <summary>Whether the payload still has the escapes that it came with: see
    /// <see cref="MessageReader.Unescape(in WireMessage)"/>.</summary>
    public bool PayloadIsEscaped;

    public ReadOnlySpan<byte> Nonce;
    public ReadOnlySpan<byte> Proof;
    public ReadOnlySpan<byte> Cookie;
    public ReadOnlySpan<byte> Challenge;
    public ReadOnlySpan<byte> Key;
    public ReadOnlySpan<byte> ServerNonce;
    public ReadOnlySpan<byte> Mac;
    public ReadOnlySpan<byte> Direction;

    /// <summary>The code as it was written, also where this version does not know it.</summary>
    public ReadOnlySpan<byte> CodeText;

    /// <inheritdoc cref="CodeText"/>
    public ReadOnlySpan<byte> ReasonText;

    public readonly bool Has(Members member) => (Present & member) == member;
}

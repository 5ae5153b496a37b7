namespace JumpingVpn.Protocol.Keys;

/// <summary>What keeps secrets and their uses apart. docs/wire-format.md lists them.</summary>
internal static class KeyLabels
{
    /// <summary>Of the session's key (the <c>info</c> of RFC 5869 section 2.3).</summary>
    public static ReadOnlySpan<byte> Session => "jumpingvpn/2 session key"u8;

    /// <summary>Of the key that is made of a pre-shared one, likewise.</summary>
    public static ReadOnlySpan<byte> Invitation => "jumpingvpn/2 psk handshake"u8;

    // The uses of a key, as the personalisation of its hashes.

    public static ReadOnlySpan<byte> Proof => "jvpn2 proof\0\0\0\0\0"u8;

    public static ReadOnlySpan<byte> ClientMac => "jvpn2 client mac"u8;

    public static ReadOnlySpan<byte> ServerMac => "jvpn2 server mac"u8;

    public static ReadOnlySpan<byte> Confirmation => "jvpn2 confirm\0\0\0"u8;

    public static ReadOnlySpan<byte> Handshake => "jvpn2 handshake\0"u8;

    /// <summary>The use for messages of a direction.</summary>
    public static ReadOnlySpan<byte> OfMac(MacDirection direction) => direction == MacDirection.ToServer ? ClientMac : ServerMac;

    /// <summary>The mode as it is bound into the session's key and the confirmation: its name on the command line.</summary>
    public static ReadOnlySpan<byte> Of(SessionMode mode) =>
        mode switch
        {
            SessionMode.Psk => "psk"u8,
            SessionMode.Ephemeral => "ephemeral"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Only Psk and Ephemeral agree a key."),
        };
}

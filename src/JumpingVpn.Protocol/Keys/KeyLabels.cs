namespace JumpingVpn.Protocol.Keys;

/// <summary>The labels that keep keys of different purpose apart (the <c>info</c> of RFC 5869 section 2.3). docs/wire-format.md
/// lists them.</summary>
internal static class KeyLabels
{
    public static ReadOnlySpan<byte> Secret => "jumpingvpn/1 session secret"u8;

    public static ReadOnlySpan<byte> Proof => "jumpingvpn/1 reattach proof"u8;

    public static ReadOnlySpan<byte> ClientMac => "jumpingvpn/1 client mac"u8;

    public static ReadOnlySpan<byte> ServerMac => "jumpingvpn/1 server mac"u8;

    public static ReadOnlySpan<byte> Confirmation => "jumpingvpn/1 key confirmation"u8;

    public static ReadOnlySpan<byte> Invitation => "jumpingvpn/1 psk handshake"u8;

    /// <summary>The mode as it is bound into the secret and the confirmation: its name on the command line.</summary>
    public static ReadOnlySpan<byte> Of(SessionMode mode) =>
        mode switch
        {
            SessionMode.Psk => "psk"u8,
            SessionMode.Ephemeral => "ephemeral"u8,
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Only Psk and Ephemeral agree a key."),
        };
}

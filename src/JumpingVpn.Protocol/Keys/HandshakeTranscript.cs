using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>All that both sides have said when a handshake with keys is complete, each as the text on the wire.</summary>
internal readonly ref struct HandshakeTranscript
{
    public required SessionMode Mode { get; init; }

    public required SessionId Id { get; init; }

    public required long StateVersion { get; init; }

    public required ReadOnlySpan<byte> Nonce { get; init; }

    public required ReadOnlySpan<byte> ServerNonce { get; init; }

    public required ReadOnlySpan<byte> ClientKey { get; init; }

    public required ReadOnlySpan<byte> ServerKey { get; init; }

    /// <summary>The key confirmation: a code over everything that was said, under a key that only the two sides can have.</summary>
    /// <param name="key">The session's key.</param>
    /// <param name="mac">The <see cref="MessageMac.TextLength"/> digits of the code.</param>
    public void Confirm(ReadOnlySpan<byte> key, Span<byte> mac)
    {
        var input = new MacInput(stackalloc byte[MacInput.Overhead + (2 * X25519.TextLength) + Nonce.Length + ServerNonce.Length]);
        input.Head(MacDirection.ToClient, MessageType.HandshakeAck, Id);
        input.Number(MacTag.StateVersion, StateVersion);
        input.Text(MacTag.Nonce, Nonce);
        input.Text(MacTag.Key, ServerKey);
        input.Text(MacTag.ServerNonce, ServerNonce);
        input.Text(MacTag.Mode, KeyLabels.Of(Mode));
        input.Text(MacTag.ClientKey, ClientKey);
        MessageMac.Write(key, KeyLabels.Confirmation, input.Written, mac);
    }
}

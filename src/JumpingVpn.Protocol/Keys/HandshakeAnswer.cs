namespace JumpingVpn.Protocol.Keys;

/// <summary>What a server adds to the acknowledgement of a handshake with keys, as the text on the wire.</summary>
/// <param name="ClientKey">The public key it answers.</param>
/// <param name="Key">The server's own public key.</param>
/// <param name="ServerNonce">The server's nonce.</param>
/// <param name="StateVersion">The state version at that moment, which the confirmation covers.</param>
/// <param name="Mac">The key confirmation.</param>
internal sealed record HandshakeAnswer(byte[] ClientKey, byte[] Key, byte[] ServerNonce, long StateVersion, byte[] Mac);

using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Proves the client's session: with the secret that all sessions share, or with the session's own keys once they are agreed.
/// </summary>
internal sealed class ClientSecrets(ClientOptions options) : IDisposable
{
    private readonly ReattachProof? _shared = options.Mode == SessionMode.Demo ? new ReattachProof(options.SharedSecret.Span) : null;

    /// <summary>The session's keys; null before they are agreed, and in demo mode, which has none.</summary>
    public SessionKeys? Keys { get; set; }

    /// <summary>Writes the proof for a session and a nonce.</summary>
    public void Prove(SessionId id, ReadOnlySpan<byte> nonce, Span<byte> proof)
    {
        if (Keys is { } keys)
        {
            SessionProof.Write(keys, id, nonce, proof);
        }
        else
        {
            _shared!.Write(id, nonce, proof); // without a shared secret, no session exists before its keys
        }
    }

    /// <summary>Writes the proof that answers a path challenge.</summary>
    public void ProvePath(SessionId id, ReadOnlySpan<byte> challenge, Span<byte> proof)
    {
        if (Keys is { } keys)
        {
            SessionProof.WritePath(keys, id, challenge, proof);
        }
        else
        {
            _shared!.WritePath(id, challenge, proof);
        }
    }

    /// <summary>Overwrites the keys and releases the keyed hash when the session is over.</summary>
    public void Dispose()
    {
        Keys?.Wipe();
        _shared?.Dispose();
    }
}

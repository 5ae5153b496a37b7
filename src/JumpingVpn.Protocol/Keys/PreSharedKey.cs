using System.Security.Cryptography;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Keys;

/// <summary>
/// The key that both sides were given beforehand, or none in the ephemeral mode; this object owns its copy. A key derived from it
/// authenticates what is said before the session has keys: the first message, so that a stranger costs the server one hash and nothing
/// else, and the answer that asks for it again.
/// </summary>
internal sealed class PreSharedKey : IDisposable
{
    public const int MinimumLength = 16;
    public const int MaximumLength = 1_024;

    private readonly byte[] _key;
    private readonly byte[] _invitation = new byte[Blake2b.KeyLength];

    public PreSharedKey(ReadOnlySpan<byte> key)
    {
        _key = key.ToArray();
        if (!key.IsEmpty)
        {
            HKDF.DeriveKey(HashAlgorithmName.SHA256, key, _invitation, salt: default, KeyLabels.Invitation);
        }
    }

    public ReadOnlySpan<byte> Key => _key;

    public bool IsPresent => _key.Length > 0;

    /// <summary>All the key material there is, for a look at whether it was wiped.</summary>
    public IReadOnlyList<byte[]> Memory => [_key, _invitation];

    /// <summary>The code of a first message.</summary>
    /// <param name="nonce">Its nonce.</param>
    /// <param name="clientKey">Its public key.</param>
    /// <param name="client">The client's name; empty if it gives none.</param>
    /// <param name="mac">The <see cref="MessageMac.TextLength"/> digits of the code.</param>
    public void Invite(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> clientKey, ReadOnlySpan<byte> client, Span<byte> mac)
    {
        var input = new MacInput(stackalloc byte[MacInput.Overhead + nonce.Length + clientKey.Length + client.Length]);
        input.Head(MacDirection.ToServer, MessageType.HandshakeInit, default);
        input.Text(MacTag.Nonce, nonce);
        input.Text(MacTag.Key, clientKey);
        if (!client.IsEmpty)
        {
            input.Text(MacTag.Client, client);
        }

        MessageMac.Write(_invitation, KeyLabels.Handshake, input.Written, mac);
    }

    /// <summary>The code of the request to send the first message again with a cookie: nobody else's cookie is taken.</summary>
    /// <param name="nonce">That of the first message.</param>
    /// <param name="cookie">The cookie.</param>
    /// <param name="mac">The <see cref="MessageMac.TextLength"/> digits of the code.</param>
    public void Retry(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> cookie, Span<byte> mac)
    {
        var input = new MacInput(stackalloc byte[MacInput.Overhead + nonce.Length + cookie.Length]);
        input.Head(MacDirection.ToClient, MessageType.HandshakeRetry, default);
        input.Text(MacTag.Nonce, nonce);
        input.Text(MacTag.Cookie, cookie);
        MessageMac.Write(_invitation, KeyLabels.Handshake, input.Written, mac);
    }

    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        CryptographicOperations.ZeroMemory(_invitation);
    }
}

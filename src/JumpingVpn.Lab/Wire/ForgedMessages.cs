using System.Security.Cryptography;
using System.Text;

namespace JumpingVpn.Lab.Wire;

/// <summary>Messages as an attacker writes them: by the page, with none of the protocol's own code.</summary>
internal static class ForgedMessages
{
    /// <summary>A well-formed REATTACH_REQUEST, proven with whatever secret the forger has.</summary>
    public static byte[] ReattachRequest(string sessionId, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> secret)
    {
        string nonceText = Convert.ToHexStringLower(nonce);
        string proof = Proof(sessionId, nonceText, secret);
        return Encoding.UTF8.GetBytes(
            $$"""{"type":"REATTACH_REQUEST","session_id":"{{sessionId}}","nonce":"{{nonceText}}","proof":"{{proof}}"}""");
    }

    /// <summary>A well-formed TERMINATE; it carries no proof.</summary>
    public static byte[] Terminate(string sessionId) =>
        Encoding.UTF8.GetBytes($$"""{"type":"TERMINATE","session_id":"{{sessionId}}","reason":"session_terminated"}""");

    /// <summary>The proof by the page: HMAC-SHA256 over the id, a bar and the nonce, in lower-case hex.</summary>
    public static string Proof(string sessionId, string nonce, ReadOnlySpan<byte> secret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{sessionId}|{nonce}")));

    /// <summary>The same message with every occurrence of one session id replaced by another of equal length.</summary>
    public static byte[] WithSession(ReadOnlySpan<byte> message, string oldId, string newId) =>
        Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(message).Replace(oldId, newId, StringComparison.Ordinal));
}

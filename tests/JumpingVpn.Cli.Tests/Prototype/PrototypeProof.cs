using System.Security.Cryptography;
using System.Text;

namespace JumpingVpn.Cli.Tests.Prototype;

/// <summary>The prototype's proof: HMAC-SHA256 with the demonstration secret over <c>session_id|nonce</c>, lower-case hex.</summary>
internal static class PrototypeProof
{
    private static readonly byte[] Secret = "jumpingvpn-demo-secret"u8.ToArray();

    public static string Of(string sessionId, string nonce) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Secret, Encoding.UTF8.GetBytes($"{sessionId}|{nonce}")));

    public static string NewNonce() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}

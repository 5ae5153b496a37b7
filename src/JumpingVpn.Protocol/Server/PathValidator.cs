using System.Buffers.Binary;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Proof;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Challenges the address that wants to become a session's transport (RFC 9000 section 8.2, RFC 9853). A challenge is 64 unpredictable
/// bits, computed from the session, its state version, the request's nonce, the address and the time, so the server stores nothing.
/// Requests that race cannot displace each other, and one that is accepted invalidates all others of that version.
/// </summary>
internal sealed class PathValidator(ServerOptions options, ReadOnlySpan<byte> key) : IDisposable
{
    /// <summary>The length of a written challenge: 64 bits, as in RFC 9000 section 19.17.</summary>
    public const int ChallengeLength = 16;

    private const int PrefixLength = 16;
    private const int LongestNonce = 64;

    private readonly StatelessToken _challenges = new(key, "path"u8, options.PathChallengeLifetime, ChallengeLength / 2);

    /// <summary>Whether a session moves only to an address that has answered a challenge.</summary>
    public bool IsRequired => options.PathValidation;

    /// <summary>Takes other limits; a challenge stays good for as long as before.</summary>
    public void Limit(ServerOptions limits) => options = limits;

    /// <summary>Writes the challenge to this request into the first <see cref="ChallengeLength"/> bytes.</summary>
    public void Write(Session session, ReadOnlySpan<byte> nonce, in TransportAddress to, TimeSpan now, Span<byte> text)
    {
        Span<byte> bound = stackalloc byte[PrefixLength + LongestNonce];
        _challenges.Write(to, Bind(session, nonce, bound), now, text);
    }

    /// <summary>True if this is the challenge that was sent to this address for this request, and not too long ago.</summary>
    public bool Verify(Session session, ReadOnlySpan<byte> nonce, in TransportAddress from, TimeSpan now, ReadOnlySpan<byte> challenge)
    {
        Span<byte> bound = stackalloc byte[PrefixLength + LongestNonce];
        return _challenges.Verify(from, Bind(session, nonce, bound), now, challenge);
    }

    public void Dispose() => _challenges.Dispose();

    private static ReadOnlySpan<byte> Bind(Session session, ReadOnlySpan<byte> nonce, Span<byte> bound)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bound, session.Id.Value);
        BinaryPrimitives.WriteInt64BigEndian(bound[8..], session.Machine.Version);
        nonce.CopyTo(bound[PrefixLength..]);
        return bound[..(PrefixLength + nonce.Length)];
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Server.Limits;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Decides whether a handshake may make a session, or must first return a cookie, which only the owner of its source address can have
/// received. It keeps two numbers, however many sources ask.
/// </summary>
internal sealed class HandshakeGate(ServerOptions options, ReadOnlySpan<byte> key) : IDisposable
{
    /// <summary>The length of a written cookie: 128 bits.</summary>
    public const int CookieLength = 32;

    private readonly StatelessToken _cookies = new(key, "cookie"u8, options.CookieLifetime, CookieLength / 2);
    private Rate _withoutCookie = new(options.RetryHandshakeRateOfMode, options.RetryHandshakeRateOfMode);
    private Rate _all = new(options.HandshakeRateOfMode, options.HandshakeRateOfMode);
    private long _withoutCookieFullAt;
    private long _allFullAt;

    /// <summary>Takes other limits; a cookie stays good for as long as before.</summary>
    public void Limit(ServerOptions limits)
    {
        options = limits;
        _withoutCookie = new Rate(limits.RetryHandshakeRateOfMode, limits.RetryHandshakeRateOfMode);
        _all = new Rate(limits.HandshakeRateOfMode, limits.HandshakeRateOfMode);
    }

    /// <summary>True if the handshake may make a session. A cookie is always checked if there is one, even if none is required.</summary>
    public bool Admits(in WireMessage init, in TransportAddress from, int sessions, TimeSpan now)
    {
        if (options.RetryPolicy == RetryPolicy.Never)
        {
            return true;
        }

        if (init.Has(Members.Cookie))
        {
            return _cookies.Verify(from, init.Nonce, now, init.Cookie);
        }

        bool crowded = sessions * 1_000_000L >= (long)options.RetrySessionSharePartsPerMillion * options.MaximumSessions;
        return options.RetryPolicy == RetryPolicy.UnderLoad && !crowded && _withoutCookie.TryTake(ref _withoutCookieFullAt, now.Ticks);
    }

    /// <summary>
    /// Takes a token of the rate at which handshakes may make sessions; false if that would leave too little capacity for the existing
    /// sessions.
    /// </summary>
    public bool TryBegin(TimeSpan now) => _all.TryTake(ref _allFullAt, now.Ticks);

    /// <summary>Writes the cookie for this source and handshake into the first <see cref="CookieLength"/> bytes.</summary>
    public void WriteCookie(in WireMessage init, in TransportAddress from, TimeSpan now, Span<byte> text) =>
        _cookies.Write(from, init.Nonce, now, text);

    public void Dispose() => _cookies.Dispose();
}

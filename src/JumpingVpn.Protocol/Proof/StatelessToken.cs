using System.Buffers.Binary;
using System.Security.Cryptography;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Proof;

/// <summary>
/// Makes and recognises tokens that a server gives away and keeps nothing of: truncated HMAC-SHA256 (RFC 2104 section 5) under a key of
/// the server's own over a label, the peer's address and port, the number of the time span in which it was made, the link of a link-local
/// address (RFC 4007), and whatever else it is bound to. It is good until the end of the following span, so for at least one span and at
/// most two.
/// </summary>
internal sealed class StatelessToken : IDisposable
{
    private const int AddressLength = 18;
    private const int SpanEnd = AddressLength + sizeof(long);
    private const int LongestToken = SHA256.HashSizeInBytes;

    private readonly byte[] _key;
    private readonly byte[] _label;
    private readonly long _span;
    private readonly int _length;
    private IncrementalHash? _keyed; // made when the first token is

    /// <summary>Creates a maker of tokens.</summary>
    /// <param name="key">The server's key; 32 unpredictable bytes.</param>
    /// <param name="label">Keeps tokens of different use apart, whatever they are bound to.</param>
    /// <param name="span">How long a time span is.</param>
    /// <param name="length">How many bytes of the hash a token has.</param>
    public StatelessToken(ReadOnlySpan<byte> key, ReadOnlySpan<byte> label, TimeSpan span, int length)
    {
        _key = key.ToArray();
        _label = [(byte)label.Length, .. label];
        _span = span.Ticks;
        _length = length;
    }

    /// <summary>The key, for a look at whether it was wiped.</summary>
    public ReadOnlySpan<byte> Memory => _key;

    /// <summary>How long a written token is, in lower-case hexadecimal digits.</summary>
    public int TextLength => 2 * _length;

    /// <summary>Writes the present token of this address into the first <see cref="TextLength"/> bytes.</summary>
    public void Write(in TransportAddress peer, ReadOnlySpan<byte> boundTo, TimeSpan now, Span<byte> text) =>
        Write(peer, boundTo, now.Ticks / _span, text);

    /// <summary>True if the text is the token of this address in the present time span or the one before; compared in constant
    /// time.</summary>
    public bool Verify(in TransportAddress peer, ReadOnlySpan<byte> boundTo, TimeSpan now, ReadOnlySpan<byte> text)
    {
        Span<byte> expected = stackalloc byte[2 * LongestToken];
        expected = expected[..TextLength];
        long present = now.Ticks / _span;
        Write(peer, boundTo, present, expected);
        bool isPresent = CryptographicOperations.FixedTimeEquals(expected, text);
        Write(peer, boundTo, present - 1, expected);
        bool isFormer = CryptographicOperations.FixedTimeEquals(expected, text);
        return isPresent || (isFormer && present > 0);
    }

    /// <summary>Wipes the key.</summary>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(_key);
        _keyed?.Dispose();
    }

    private void Write(in TransportAddress peer, ReadOnlySpan<byte> boundTo, long span, Span<byte> text)
    {
        Span<byte> address = stackalloc byte[SpanEnd + sizeof(uint)];
        BinaryPrimitives.WriteUInt128BigEndian(address, peer.Address);
        BinaryPrimitives.WriteUInt16BigEndian(address[16..], peer.Port);
        BinaryPrimitives.WriteInt64BigEndian(address[AddressLength..], span);
        BinaryPrimitives.WriteUInt32BigEndian(address[SpanEnd..], peer.Scope);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        _keyed ??= IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        _keyed.AppendData(_label);
        _keyed.AppendData(peer.IsLinkLocal ? address : address[..SpanEnd]); // the address tells whether a link follows
        _keyed.AppendData(boundTo);
        _keyed.GetHashAndReset(hash);
        Hex.EncodeLower(hash[.._length], text);
    }
}

using System.Text;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Tests.Keys;

namespace JumpingVpn.Protocol.Tests.Proof;

public sealed class SessionProofTests
{
    private static readonly SessionId Id = new(0x0123_4567_89AB_CDEF);
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly SessionKeys _keys = new(Key);
    private readonly byte[] _text = new byte[ReattachProof.TextLength];

    [Fact]
    public void It_covers_id_and_nonce_as_the_page_says()
    {
        SessionProof.Write(_keys, Id, "00112233445566aa"u8, _text);

        Encoding.ASCII.GetString(_text).Should().Be(ByThePage("S-0123456789abcdef|00112233445566aa"));
    }

    [Fact]
    public void That_of_a_path_covers_the_challenge_as_the_page_says()
    {
        SessionProof.WritePath(_keys, Id, "0011223344556677"u8, _text);

        Encoding.ASCII.GetString(_text).Should().Be(ByThePage("path|S-0123456789abcdef|0011223344556677"));
    }

    [Fact]
    public void Any_other_digit_anywhere_does_not_verify()
    {
        SessionProof.Write(_keys, Id, "00112233445566aa"u8, _text);
        SessionProof.Verify(_keys, Id, "00112233445566aa"u8, _text, out ulong fingerprint).Should().BeTrue();
        for (int i = 0; i < _text.Length; i++)
        {
            _text[i] ^= 1;
            SessionProof.Verify(_keys, Id, "00112233445566aa"u8, _text, out ulong same).Should().BeFalse();
            same.Should().Be(fingerprint, "it comes from the nonce, not from what was claimed");
            _text[i] ^= 1;
        }

        SessionProof.Verify(_keys, Id, "00112233445566aa"u8, _text.AsSpan(0, 63), out _).Should().BeFalse();
        SessionProof.Verify(_keys, new SessionId(1), "00112233445566aa"u8, _text, out _).Should().BeFalse();
        SessionProof.Verify(new SessionKeys(new byte[32]), Id, "00112233445566aa"u8, _text, out _).Should().BeFalse();
    }

    private static string ByThePage(string covered) => PageBlake2b.Of(Key, "jvpn2 proof", Encoding.ASCII.GetBytes(covered), 32);
}

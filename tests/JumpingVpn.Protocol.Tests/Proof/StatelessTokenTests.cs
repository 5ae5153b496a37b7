using System.Security.Cryptography;
using System.Text;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Proof;

namespace JumpingVpn.Protocol.Tests.Proof;

public sealed class StatelessTokenTests : IDisposable
{
    private static readonly byte[] Key = "0123456789abcdef0123456789abcdef"u8.ToArray();
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Begin = 7 * Span; // the first tick of a time span

    private readonly StatelessToken _tokens = new(Key, "cookie"u8, Span, 16);

    public void Dispose() => _tokens.Dispose();

    [Fact]
    public void It_is_the_truncated_hash_of_what_it_is_bound_to()
    {
        byte[] text =
        [
            6,
            .. "cookie"u8,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0xFF,
            0xFF,
            198,
            51,
            100,
            7,
            40001 >> 8,
            40001 & 255,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            7,
            .. "nonce"u8,
        ];

        Make(Addresses.Phone, "nonce", Begin).Should().Be(Convert.ToHexStringLower(HMACSHA256.HashData(Key, text)[..16]));
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(0, 199_999_999, true)]
    [InlineData(0, 200_000_000, false)]
    [InlineData(99_999_999, 200_000_000, false)]
    [InlineData(100_000_000, 200_000_000, true)]
    public void It_is_good_until_the_end_of_the_next_time_span(long madeAt, long usedAt, bool good)
    {
        string token = Make(Addresses.Phone, "n", Begin + new TimeSpan(madeAt));

        Verify(Addresses.Phone, "n", Begin + new TimeSpan(usedAt), token).Should().Be(good);
    }

    [Fact]
    public void It_is_not_good_before_it_was_made()
    {
        string token = Make(Addresses.Phone, "n", Begin);

        Verify(Addresses.Phone, "n", Begin - TimeSpan.FromTicks(1), token).Should().BeFalse();
    }

    [Fact]
    public void Neither_another_address_nor_another_port_nor_another_binding_can_use_it()
    {
        string token = Make(Addresses.Phone, "n", Begin);

        Verify(Addresses.Eve, "n", Begin, token).Should().BeFalse();
        Verify(Addresses.Phone.WithPort(1), "n", Begin, token).Should().BeFalse();
        Verify(Addresses.Phone, "m", Begin, token).Should().BeFalse();
        Verify(Addresses.Phone, "", Begin, token).Should().BeFalse();
        Verify(Addresses.Phone, "n", Begin, token).Should().BeTrue();
    }

    [Fact]
    public void The_same_address_on_another_link_cannot_use_it()
    {
        TransportAddress.TryParse("[fe80::1%2]:40001", out TransportAddress here).Should().BeTrue();
        string token = Make(here, "n", Begin);

        Verify(here.WithScope(3), "n", Begin, token).Should().BeFalse();
        Verify(here, "n", Begin, token).Should().BeTrue();
    }

    [Fact]
    public void Every_flipped_bit_spoils_it()
    {
        byte[] token = Encoding.ASCII.GetBytes(Make(Addresses.Phone, "n", Begin));
        for (int bit = 0; bit < token.Length * 8; bit++)
        {
            token[bit / 8] ^= (byte)(1 << (bit % 8));
            _tokens.Verify(Addresses.Phone, "n"u8, Begin, token).Should().BeFalse();
            token[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_token_of_another_use_or_another_server_is_none()
    {
        string token = Make(Addresses.Phone, "n", Begin);
        byte[] text = Encoding.ASCII.GetBytes(token);

        using var otherUse = new StatelessToken(Key, "path"u8, Span, 16);
        otherUse.Verify(Addresses.Phone, "n"u8, Begin, text).Should().BeFalse();
        using var otherServer = new StatelessToken(new byte[32], "cookie"u8, Span, 16);
        otherServer.Verify(Addresses.Phone, "n"u8, Begin, text).Should().BeFalse();
    }

    [Fact]
    public void One_of_another_length_is_none()
    {
        string token = Make(Addresses.Phone, "n", Begin);

        Verify(Addresses.Phone, "n", Begin, token[..30]).Should().BeFalse();
        Verify(Addresses.Phone, "n", Begin, token + "00").Should().BeFalse();
        Verify(Addresses.Phone, "n", Begin, "").Should().BeFalse();
    }

    [Fact]
    public void Its_key_is_wiped_when_nothing_needs_it()
    {
        var tokens = new StatelessToken(Key, "path"u8, Span, 16);
        tokens.Memory.ToArray().Should().Equal(Key.ToArray());

        tokens.Dispose();

        tokens.Memory.ToArray().Should().OnlyContain(octet => octet == 0);
    }

    private string Make(in TransportAddress peer, string boundTo, TimeSpan now)
    {
        byte[] text = new byte[_tokens.TextLength];
        _tokens.Write(peer, Encoding.ASCII.GetBytes(boundTo), now, text);
        return Encoding.ASCII.GetString(text);
    }

    private bool Verify(in TransportAddress peer, string boundTo, TimeSpan now, string token) =>
        _tokens.Verify(peer, Encoding.ASCII.GetBytes(boundTo), now, Encoding.ASCII.GetBytes(token));
}

using System.Text;
using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Tests.Keys;

public sealed class X25519Tests
{
    // RFC 7748 section 6.1.
    private const string Alice = "77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a";
    private const string AlicePublic = "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a";
    private const string Bob = "5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb";
    private const string BobPublic = "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f";
    private const string Shared = "4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742";

    [Fact]
    public void It_agrees_as_the_vectors_of_RFC_7748_section_6_1_do()
    {
        Public(Alice).Should().Be(AlicePublic);
        Public(Bob).Should().Be(BobPublic);
        Agree(Alice, BobPublic).Should().Be(Shared);
        Agree(Bob, AlicePublic).Should().Be(Shared);
    }

    [Theory]
    [InlineData(
        "a546e36bf0527c9d3b16154b82465edd62144c0ac1fc5a18506a2244ba449ac4",
        "e6db6867583030db3594c1a424b15f7c726624ec26b3353b10a903a6d0ab1c4c",
        "c3da55379de9c6908e94ea4df28d084f32eccf03491c71f754b4075577a28552"
    )]
    [InlineData(
        "4b66e9d4d1b4673c5ad22691957d6af5c11b6421e0ea01d42ca4169e7918ba0d",
        "e5210f12786811d3f4b7959d0538ae2c31dbe7106fc03c3efc4cd549c715a493",
        "95cbde9476e8907d7aade45cb4b873f88b595a68799fa152e6f8f7647aac7957"
    )]
    public void It_multiplies_as_the_vectors_of_RFC_7748_section_5_2_do(string scalar, string point, string expected) =>
        Agree(scalar, point).Should().Be(expected);

    [Fact]
    public void A_thousand_times_it_gives_what_RFC_7748_section_5_2_says()
    {
        string scalar = "09" + new string('0', 62);
        string point = scalar;
        for (int i = 0; i < 1_000; i++)
        {
            (scalar, point) = (Agree(scalar, point), scalar);
            (i > 0 || scalar == "422c8e7a6227d7bca1350b3e2bb7279f7897b87bb6854b783c60e80311ae3079").Should().BeTrue();
        }

        scalar.Should().Be("684cf59ba83309552800ef566f2f4d3c1c3887c49360e3875f2eb94d99532c51");
    }

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("0100000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800")] // of order 8
    [InlineData("5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157")] // of order 8
    [InlineData("ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // -1
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // the prime, which is 0
    [InlineData("eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f")] // and 1
    [InlineData("edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff")] // with the bit that does not count
    public void A_key_that_makes_everybodys_secret_the_same_is_refused(string key)
    {
        TryAgree(Alice, key, out byte[] shared).Should().BeFalse();
        shared.Should().OnlyContain(octet => octet == 0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("85")]
    [InlineData(AlicePublic + "00")]
    [InlineData("8520F0098930A754748B7DDCB43EF75A0DBF3A0D26381AF4EBA4A98EAA9B4E6A")]
    [InlineData("8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6g")]
    public void What_is_no_public_key_is_refused_without_an_exception(string text)
    {
        TryAgree(Bob, text, out _).Should().BeFalse();
    }

    [Fact]
    public void The_highest_bit_of_a_public_key_is_not_looked_at() => Agree(Alice, BobPublic[..62] + "cf").Should().Be(Shared);

    [Fact]
    public void A_private_key_is_whatever_32_bytes_the_entropy_source_gives()
    {
        var entropy = new ListEntropy(Convert.FromHexString(Alice));
        using var none = new PreSharedKey([]);

        byte[] drawn = new KeyExchange(none).Draw(entropy);

        Encoding.ASCII.GetString(drawn).Should().Be(AlicePublic);
        entropy.Draws.Should().ContainSingle("no other randomness is in it");
    }

    private static string Public(string privateKey)
    {
        byte[] text = new byte[X25519.TextLength];
        X25519.WritePublicKey(Convert.FromHexString(privateKey), text);
        return Encoding.ASCII.GetString(text);
    }

    private static string Agree(string privateKey, string peer)
    {
        TryAgree(privateKey, peer, out byte[] shared).Should().BeTrue();
        return Convert.ToHexStringLower(shared);
    }

    private static bool TryAgree(string privateKey, string peer, out byte[] shared)
    {
        shared = new byte[X25519.Length];
        return X25519.TryAgree(Convert.FromHexString(privateKey), Encoding.ASCII.GetBytes(peer), shared);
    }
}

using System.Text;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Randomness;

public class Fnv1aTests
{
    [Theory]
    [InlineData("", Fnv1a.Empty)]
    [InlineData("a", 0xAF63_DC4C_8601_EC8CUL)]
    [InlineData("foobar", 0x8594_4171_F739_67E8UL)]
    public void Bytes_hash_as_the_published_vectors_say(string text, ulong hash) =>
        Fnv1a.Append(Fnv1a.Empty, Encoding.ASCII.GetBytes(text)).Should().Be(hash);

    [Fact]
    public void A_label_hashes_as_its_UTF_16_units_low_byte_first() =>
        Fnv1a.Append(Fnv1a.Empty, "\u0142a").Should().Be(Fnv1a.Append(Fnv1a.Empty, [0x42, 0x01, (byte)'a', 0x00]));
}

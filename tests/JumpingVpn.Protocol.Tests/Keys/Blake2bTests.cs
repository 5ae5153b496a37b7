using JumpingVpn.Protocol.Keys;

namespace JumpingVpn.Protocol.Tests.Keys;

public sealed class Blake2bTests
{
    private static readonly byte[] Key = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    public static TheoryData<int> Lengths => [0, 1, 127, 128, 129, 255, 256, 257, 4_096];

    /// <summary>Computed by Python's <c>hashlib.blake2b</c>, of bytes that count from 0.</summary>
    [Theory]
    [InlineData(0, "jvpn2 proof", "57dc36bf38645dc40e5eb1f4ccb55b2e140bed02de2e4319da86d110b3cc4eb3")]
    [InlineData(128, "jvpn2 client mac", "0dbc7ee6ee7e7df2e29b78ff0a31f0ee")]
    [InlineData(129, "jvpn2 server mac", "727a89601fa715b3b674a621602cfa70")]
    [InlineData(
        300,
        "jvpn2 confirm",
        "f615aa190b851b5bdb5d62171c7e71c1425c7471d2143c11528e99017de0b9c9bf904cc86c37ad79b06883566ede55dd76e6da2c4d4ce07d4b32605a0ef20624"
    )]
    public void It_is_the_value_that_python_computes(int length, string use, string expected) =>
        Of(Key, use, Counting(length), expected.Length / 2).Should().Be(expected);

    [Theory]
    [MemberData(nameof(Lengths))]
    public void It_is_the_value_of_the_specification_for_any_length(int length)
    {
        byte[] input = Counting(length);

        Of(Key, "jvpn2 client mac", input, 16).Should().Be(PageBlake2b.Of(Key, "jvpn2 client mac", input, 16));
    }

    [Fact]
    public void Each_use_of_a_key_is_a_function_of_its_own()
    {
        byte[][] uses =
        [
            KeyLabels.Proof.ToArray(),
            KeyLabels.ClientMac.ToArray(),
            KeyLabels.ServerMac.ToArray(),
            KeyLabels.Confirmation.ToArray(),
            KeyLabels.Handshake.ToArray(),
        ];

        uses.Should().OnlyContain(use => use.Length == Blake2b.UseLength);
        uses.Select(use => Hash(Key, use, [], 16)).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData(31, 16, 16)]
    [InlineData(33, 16, 16)]
    [InlineData(32, 15, 16)]
    [InlineData(32, 16, 0)]
    [InlineData(32, 16, 65)]
    public void What_does_not_fit_is_a_defect(int key, int use, int hash)
    {
        Action compute = () => Blake2b.Compute(new byte[key], new byte[use], [], new byte[hash]);

        compute.Should().Throw<ArgumentException>().WithMessage("A keyed hash needs a key of 32 bytes*");
    }

    private static string Of(byte[] key, string use, byte[] input, int length) =>
        Hash(key, System.Text.Encoding.ASCII.GetBytes(use.PadRight(Blake2b.UseLength, '\0')), input, length);

    private static string Hash(byte[] key, byte[] use, byte[] input, int length)
    {
        byte[] hash = new byte[length];
        Blake2b.Compute(key, use, input, hash);
        return Convert.ToHexStringLower(hash);
    }

    private static byte[] Counting(int length) => [.. Enumerable.Range(0, length).Select(i => (byte)i)];
}

using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>What damage does to the bytes of a datagram.</summary>
public class LinkFateTests
{
    private static readonly TimeSpan Ms = TimeSpan.FromMilliseconds(1);

    [Fact]
    public void A_flip_clears_a_bit_that_was_set_and_sets_one_that_was_not()
    {
        byte[] datagram = [0b1111_1111, 0];
        Flipping(0).Corrupt(datagram);
        Flipping(15).Corrupt(datagram);

        datagram.Should().Equal(0b1111_1110, 0b1000_0000);
    }

    [Fact]
    public void The_first_bit_counts_as_damage_and_none_does_not()
    {
        Flipping(0).IsCorrupted.Should().BeTrue();
        Flipping(-1).IsCorrupted.Should().BeFalse();
        (Flipping(-1) with { LengthChange = -1 }).IsCorrupted.Should().BeTrue();
        byte[] datagram = [1, 2, 3];
        (Flipping(-1) with { LengthChange = -1 }).Corrupt(datagram);
        Flipping(-1).Corrupt(datagram);

        datagram.Should().Equal([1, 2, 3], "what is cut off is cut by the carrier");
    }

    [Fact]
    public void Bytes_that_it_gains_follow_from_length_and_place_and_the_others_stay()
    {
        byte[] datagram = [1, 2, 0, 0, 0];
        (Flipping(-1) with { LengthChange = 3 }).Corrupt(datagram);

        datagram.Should().Equal(1, 2, Noise(5), Noise(6), Noise(7));
    }

    [Fact]
    public void Damage_changes_no_delay()
    {
        var link = new LinkModel(
            new LinkOptions
            {
                Corruption = Probability.Certain,
                Delay = 50 * Ms,
                Duplication = Probability.Certain,
                CopyDelay = 20 * Ms,
            },
            new RandomSource(3)
        );

        link.Next(10, 1000 * Ms).Delay.Should().Be(50 * Ms);
        Enumerable
            .Range(0, 50)
            .Select(_ => link.NextCopy(10, 1000 * Ms).Delay)
            .Should()
            .OnlyContain(delay => delay >= 50 * Ms && delay <= 70 * Ms);
    }

    private static byte Noise(ulong number) => (byte)SplitMix64.Mix(number);

    private static LinkFate Flipping(int bit) => new(DropReason.None, TimeSpan.Zero, bit, Copies: 1);
}

using JumpingVpn.Datagrams;
using JumpingVpn.Network.Adversary;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

/// <summary>Damage makes no datagram that no network carries.</summary>
public class CorruptionLimitTests
{
    [Theory]
    [InlineData(1_136, 1_200)]
    [InlineData(1_199, 1_200)]
    [InlineData(1_200, 1_200)]
    [InlineData(65_500, null)]
    [InlineData(UdpLimits.LongestPayload, null)]
    [InlineData(65_500, 100_000)]
    public void An_extended_datagram_is_no_longer_than_the_MTU_and_UDP_allow(int length, int? mtu)
    {
        var link = new LinkModel(Extending(mtu), new RandomSource(1));
        int most = Math.Min(mtu ?? int.MaxValue, UdpLimits.LongestPayload);

        LinkFate[] fates = [.. Enumerable.Range(0, 500).Select(_ => link.Next(length, TimeSpan.Zero))];

        // Each arrives damaged; and where there is room, all of it is used at some time.
        fates.Should().OnlyContain(fate => fate.IsDelivered && fate.IsCorrupted && length + fate.LengthChange <= most);
        fates.Max(fate => length + fate.LengthChange).Should().Be(Math.Min(most, length + 64));
    }

    [Fact]
    public void A_datagram_without_room_to_grow_has_a_bit_flipped()
    {
        var link = new LinkModel(Extending(100), new RandomSource(1));

        LinkFate fate = link.Next(100, TimeSpan.Zero);

        fate.LengthChange.Should().Be(0);
        fate.FlippedBit.Should().BeInRange(0, 799);
    }

    [Fact]
    public void An_attacker_rewrites_to_no_more_than_UDP_carries()
    {
        Action rewriting = () => Interception.Rewrite(new byte[UdpLimits.LongestPayload + 1]);

        rewriting.Should().Throw<ArgumentException>().WithMessage("*65508 bytes*at most 65507*");
        Interception.Rewrite(new byte[UdpLimits.LongestPayload]).Payload!.Value.Length.Should().Be(UdpLimits.LongestPayload);
    }

    private static LinkOptions Extending(int? mtu) =>
        new()
        {
            Corruption = Probability.Certain,
            CorruptionKind = CorruptionKind.Extend,
            Mtu = mtu,
        };
}

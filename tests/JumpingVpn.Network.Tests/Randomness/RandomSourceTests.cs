using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Randomness;

public class RandomSourceTests
{
    [Fact]
    public void A_stream_depends_on_seed_and_label_alone()
    {
        ulong alone = new RandomSource(42).Stream("link:phone>wifi/loss").NextUInt64();

        // Other streams made and drawn from first must shift nothing.
        var source = new RandomSource(42);
        source.Stream("link:phone>wifi/jitter").NextUInt64();
        source.Stream("link:laptop>wifi/loss").NextUInt64();

        source.Stream("link:phone>wifi/loss").NextUInt64().Should().Be(alone);
    }

    [Fact]
    public void Different_labels_and_different_seeds_give_different_streams()
    {
        var first = new RandomSource(1);

        first.Stream("a").NextUInt64().Should().NotBe(first.Stream("b").NextUInt64());
        first.Stream("a").NextUInt64().Should().NotBe(new RandomSource(2).Stream("a").NextUInt64());
    }

    [Fact]
    public void A_prefix_and_a_label_name_the_same_stream_as_the_whole_label()
    {
        var source = new RandomSource(9);

        source.Within("link:a>b/").Stream("loss").NextUInt64().Should().Be(source.Stream("link:a>b/loss").NextUInt64());
    }

    // As Python computes them from the published algorithms: seed and label make the same numbers for good.
    [Theory]
    [InlineData(1UL, "link:phone>wifi/loss", 9478184012297038563UL, 15395348748693879466UL)]
    [InlineData(42UL, "Łódź", 17500196450085550337UL, 17274548575850871717UL)]
    public void The_numbers_of_a_seed_and_a_label_never_change(ulong seed, string label, ulong first, ulong second)
    {
        RandomStream stream = new RandomSource(seed).Stream(label);

        stream.NextUInt64().Should().Be(first);
        stream.NextUInt64().Should().Be(second);
    }

    [Fact]
    public void Sources_are_equal_where_seed_and_prefix_are()
    {
        var source = new RandomSource(1);

        (source == new RandomSource(1)).Should().BeTrue();
        (source != new RandomSource(2)).Should().BeTrue();
        (source == new RandomSource(2)).Should().BeFalse();
        source.Within("a").Equals((object)new RandomSource(1).Within("a")).Should().BeTrue();
        source.Within("a").Equals(source.Within("b")).Should().BeFalse();
        source.Equals("1").Should().BeFalse();
        source.Within("a").GetHashCode().Should().Be(new RandomSource(1).Within("a").GetHashCode());
    }

    [Fact]
    public void Neighbouring_seeds_share_no_bits()
    {
        ulong difference = new RandomSource(1).Stream("x").NextUInt64() ^ new RandomSource(2).Stream("x").NextUInt64();

        System.Numerics.BitOperations.PopCount(difference).Should().BeInRange(16, 48);
    }
}

using JumpingVpn.Cli.Sharding;

namespace JumpingVpn.Cli.Tests.Sharding;

public sealed class ShardTests
{
    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("2/4", 2, 4)]
    [InlineData("100000/100000", 100_000, 100_000)]
    public void A_part_is_written_as_one_of_many(string text, int index, int of) =>
        Shard.Parse(text).Value.Should().Be(new Shard(index, of));

    [Theory]
    [InlineData("")]
    [InlineData("0/4")]
    [InlineData("5/4")]
    [InlineData("-1/4")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("1/100001")]
    [InlineData("99999999999/99999999999")]
    [InlineData("one/four")]
    public void Anything_else_is_refused_with_what_can_be_written(string text) =>
        Shard.Parse(text).Error.Should().Be("write which part of how many: 1/4, 2/4, 3/4 or 4/4");

    [Theory]
    [InlineData(1000, 4)]
    [InlineData(1000, 7)]
    [InlineData(3, 5)]
    [InlineData(int.MaxValue, 99_999)]
    public void Each_seed_is_in_one_part(int seeds, int of)
    {
        int next = 0;
        for (int index = 1; index <= of; index++)
        {
            (int before, int count) = new Shard(index, of).RangeOf(seeds);
            before.Should().Be(next);
            count.Should().BeInRange(seeds / of, (seeds / of) + 1);
            next += count;
        }

        next.Should().Be(seeds);
    }

    [Fact]
    public void A_part_says_its_seeds()
    {
        new Shard(2, 4).Describe(from: 100, seeds: 1000).Should().Be("2/4 (seeds 350 to 599)");
        new Shard(1, 5).Describe(from: 1, seeds: 3).Should().Be("1/5 (no seeds)");
    }
}

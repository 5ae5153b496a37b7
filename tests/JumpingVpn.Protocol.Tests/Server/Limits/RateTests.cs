using JumpingVpn.Protocol.Server.Limits;

namespace JumpingVpn.Protocol.Tests.Server.Limits;

public sealed class RateTests
{
    private const long Start = 5_000_000_000;

    [Fact]
    public void A_burst_is_taken_at_once_and_not_one_more()
    {
        var rate = new Rate(burst: 5, perSecond: 10);
        long fullAt = 0;

        TakeAll(rate, ref fullAt, Start).Should().Be(5);
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [Trait("timer", "server.source-rate")]
    public void The_next_token_comes_at_the_very_tick(int ticks, int tokens)
    {
        var rate = new Rate(burst: 5, perSecond: 10);
        long fullAt = 0;
        TakeAll(rate, ref fullAt, Start);

        TakeAll(rate, ref fullAt, Start + (TimeSpan.TicksPerSecond / 10) + ticks).Should().Be(tokens);
    }

    [Fact]
    public void What_is_refused_costs_nothing()
    {
        var rate = new Rate(burst: 1, perSecond: 10);
        long fullAt = 0;
        TakeAll(rate, ref fullAt, Start);
        long before = fullAt;

        rate.TryTake(ref fullAt, Start).Should().BeFalse();

        fullAt.Should().Be(before);
    }

    [Fact]
    public void A_rate_that_does_not_divide_a_second_is_never_exceeded()
    {
        var rate = new Rate(burst: 1, perSecond: 3);
        long fullAt = 0;
        int taken = 0;
        for (long tick = Start; tick < Start + (10 * TimeSpan.TicksPerSecond); tick += 1_111)
        {
            taken += rate.TryTake(ref fullAt, tick) ? 1 : 0;
        }

        taken.Should().BeInRange(29, 30);
    }

    [Fact]
    public void Silence_fills_the_bucket_but_no_further()
    {
        var rate = new Rate(burst: 5, perSecond: 10);
        long fullAt = 0;
        TakeAll(rate, ref fullAt, Start);

        TakeAll(rate, ref fullAt, Start + TimeSpan.TicksPerDay).Should().Be(5);
    }

    private static int TakeAll(Rate rate, ref long fullAt, long now)
    {
        int taken = 0;
        while (rate.TryTake(ref fullAt, now))
        {
            taken++;
        }

        return taken;
    }
}

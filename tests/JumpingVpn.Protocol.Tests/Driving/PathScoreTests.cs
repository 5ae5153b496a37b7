using JumpingVpn.Protocol.Driving;

namespace JumpingVpn.Protocol.Tests.Driving;

public sealed class PathScoreTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    [Theory]
    [InlineData(0, 40, 0, 40)] // nothing is lost: the round trip
    [InlineData(0, 40, 15, 55)] // and its jitter
    [InlineData(500_000, 40, 0, 640)] // a quarter comes back: three waits more, in the mean
    public void It_is_the_time_until_a_message_is_acknowledged(int loss, int roundTrip, int jitter, int milliseconds) =>
        PathScore
            .Of(new PathHealth(loss, TimeSpan.FromMilliseconds(roundTrip), TimeSpan.FromMilliseconds(jitter), 20), Wait)
            .Should()
            .Be(new PathScore(TimeSpan.FromMilliseconds(milliseconds).Ticks));

    [Fact]
    public void What_never_answered_is_silent()
    {
        PathScore.Of(new PathHealth(0, null, TimeSpan.Zero, 0), Wait).Should().Be(PathScore.Silent);
        PathScore.Of(new PathHealth(1_000_000, TimeSpan.FromSeconds(1), TimeSpan.Zero, 20), Wait).Should().Be(PathScore.Silent);
    }

    [Theory]
    [InlineData(50, 100, true)]
    [InlineData(51, 100, false)]
    [InlineData(0, long.MaxValue, true)]
    [InlineData(long.MaxValue, long.MaxValue, false)]
    public void Much_better_is_half_or_less(long one, long other, bool isMuchBetter) =>
        new PathScore(one).IsMuchBetterThan(new PathScore(other)).Should().Be(isMuchBetter);
}

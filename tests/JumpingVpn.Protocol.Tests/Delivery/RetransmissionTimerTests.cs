using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Tests.Delivery;

public sealed class RetransmissionTimerTests
{
    private static readonly ClientOptions Options = new();

    [Fact]
    public void A_new_timer_is_not_due()
    {
        default(RetransmissionTimer).IsDue(TimeSpan.MaxValue).Should().BeFalse();
    }

    [Fact]
    public void The_wait_doubles_to_its_maximum_and_is_never_longer()
    {
        var timer = default(RetransmissionTimer);
        for (int attempt = 0; attempt < 100; attempt++)
        {
            timer.Sent(TimeSpan.Zero, Options.FirstRetransmission, Options.MaximumRetransmission, new ConstantEntropy(0));
            timer.Deadline.Should().Be(TimeSpan.FromMilliseconds(Math.Min(200L << Math.Min(attempt, 10), 2_000)));
        }
    }

    [Fact]
    public void The_jitter_takes_away_at_most_an_eighth()
    {
        var timer = default(RetransmissionTimer);
        timer.Sent(TimeSpan.Zero, Options.FirstRetransmission, Options.MaximumRetransmission, new ConstantEntropy(255));

        timer.Deadline.Should().BeGreaterThan(TimeSpan.FromMilliseconds(175)).And.BeLessThan(TimeSpan.FromMilliseconds(175.001));
    }

    [Fact]
    public void It_is_due_at_its_tick_and_not_before()
    {
        var timer = default(RetransmissionTimer);
        timer.Sent(TimeSpan.Zero, Options.FirstRetransmission, Options.MaximumRetransmission, new ConstantEntropy(0));
        var deadline = TimeSpan.FromMilliseconds(200);

        timer.IsDue(deadline - new TimeSpan(1)).Should().BeFalse();
        timer.IsDue(deadline).Should().BeTrue();
        timer.Stop();
        timer.IsDue(deadline).Should().BeFalse();
    }

    private sealed class ConstantEntropy(byte value) : IEntropySource
    {
        public void Fill(Span<byte> destination) => destination.Fill(value);
    }
}

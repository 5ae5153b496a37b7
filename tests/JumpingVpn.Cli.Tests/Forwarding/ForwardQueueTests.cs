using JumpingVpn.Cli.Forwarding;

namespace JumpingVpn.Cli.Tests.Forwarding;

public sealed class ForwardQueueTests
{
    private static readonly ForwardLimits Limits = new() { WaitingBytes = 3 * (ForwardQueue.Overhead + 10) };

    private readonly List<ForwardLoss> _losses = [];

    [Fact]
    public void Exactly_once_is_first_in_first_out_and_what_finds_no_room_is_lost()
    {
        ForwardQueue queue = Filled(ForwardDelivery.ExactlyOnce, 4);

        _losses.Should().Equal(ForwardLoss.QueueFull);
        Drained(queue, TimeSpan.Zero).Should().Equal(0, 1, 2);
        queue.Bytes.Should().Be(0);
    }

    [Fact]
    public void Newest_first_is_last_in_first_out_and_the_oldest_gives_way()
    {
        ForwardQueue queue = Filled(ForwardDelivery.NewestFirst, 4);

        _losses.Should().Equal(ForwardLoss.QueueFull);
        Drained(queue, TimeSpan.Zero).Should().Equal(3, 2, 1);
    }

    [Theory]
    [InlineData(ForwardDelivery.ExactlyOnce, 30_000)]
    [InlineData(ForwardDelivery.NewestFirst, 1_000)]
    public void What_waits_too_long_is_lost_and_one_tick_less_is_not_too_long(object delivery, int milliseconds)
    {
        var longest = TimeSpan.FromMilliseconds(milliseconds);

        Drained(Filled((ForwardDelivery)delivery, 3), longest - new TimeSpan(1)).Should().HaveCount(3);
        Drained(Filled((ForwardDelivery)delivery, 3), longest).Should().BeEmpty();
        _losses.Should().Equal(ForwardLoss.TooOld, ForwardLoss.TooOld, ForwardLoss.TooOld);
    }

    [Fact]
    public void A_datagram_that_never_fits_moves_nothing_away_for_good()
    {
        var queue = new ForwardQueue(ForwardDelivery.NewestFirst, Limits, _losses.Add);
        queue.Add(new byte[1_000], TimeSpan.Zero);
        queue.Count.Should().Be(0);
        _losses.Should().Equal(ForwardLoss.QueueFull);
    }

    private ForwardQueue Filled(ForwardDelivery delivery, int count)
    {
        var queue = new ForwardQueue(delivery, Limits, _losses.Add);
        for (byte i = 0; i < count; i++)
        {
            queue.Add([i, .. new byte[9]], TimeSpan.Zero);
        }

        return queue;
    }

    private static List<int> Drained(ForwardQueue queue, TimeSpan now)
    {
        List<int> taken = [];
        while (queue.Take(now) is { } frame)
        {
            taken.Add(frame[0]);
        }

        return taken;
    }
}

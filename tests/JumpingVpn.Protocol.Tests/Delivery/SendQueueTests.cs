using JumpingVpn.Protocol.Delivery;

namespace JumpingVpn.Protocol.Tests.Delivery;

public sealed class SendQueueTests
{
    [Fact]
    public void Numbers_rise_by_one_and_have_no_gaps()
    {
        var queue = new SendQueue(100);
        for (int i = 1; i <= 100; i++)
        {
            queue.TryAdd([(byte)i], out long sequence).Should().BeTrue();
            sequence.Should().Be(i);
        }

        queue.TryAdd([0], out _).Should().BeFalse();
        queue[99].Payload.ToArray().Should().Equal(100);
    }

    [Fact]
    public void The_place_of_a_message_is_free_only_when_all_older_ones_are_acknowledged()
    {
        SendQueue queue = Filled(3, capacity: 3);
        queue.TryAcknowledge(2, out _).Should().BeTrue();
        queue.TryAdd([9], out _).Should().BeFalse();
        queue.Unacknowledged.Should().Be(2);
        queue.TryAcknowledge(1, out _).Should().BeTrue();
        queue[0].Sequence.Should().Be(3);
        queue.TryAdd([9], out long sequence).Should().BeTrue();

        sequence.Should().Be(4);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(4)]
    [InlineData(long.MaxValue)]
    [InlineData(long.MinValue)]
    public void A_number_that_is_not_waiting_acknowledges_nothing(long sequence)
    {
        SendQueue queue = Filled(3, capacity: 8);
        queue.TryAcknowledge(sequence, out _).Should().BeFalse();
        queue.Unacknowledged.Should().Be(3);
    }

    [Fact]
    public void What_was_not_sent_cannot_be_acknowledged()
    {
        var queue = new SendQueue(4);
        queue.TryAdd([1], out _);

        queue.TryAcknowledge(1, out _).Should().BeFalse();
    }

    [Fact]
    public void A_long_life_in_a_small_ring_keeps_the_order()
    {
        var queue = new SendQueue(5);
        long oldest = 1;
        for (int i = 0; i < 1_000; i++)
        {
            while (queue.TryAdd(BitConverter.GetBytes(i), out _)) { }

            queue[0].Sequence.Should().Be(oldest);
            queue[0].Transmissions = 1;
            queue.TryAcknowledge(oldest++, out _).Should().BeTrue();
        }
    }

    private static SendQueue Filled(int count, int capacity)
    {
        var queue = new SendQueue(capacity);
        for (int i = 0; i < count; i++)
        {
            queue.TryAdd([(byte)i], out _).Should().BeTrue();
            queue[i].Transmissions = 1;
        }

        return queue;
    }
}

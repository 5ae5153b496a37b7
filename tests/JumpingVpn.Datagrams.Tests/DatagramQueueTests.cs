namespace JumpingVpn.Datagrams.Tests;

public sealed class DatagramQueueTests
{
    private static readonly TransportAddress Source = TransportAddress.FromIPv4(10, 0, 0, 1, 7);

    [Fact]
    public void Datagrams_come_out_in_the_order_in_which_they_came_in()
    {
        DatagramQueue queue = new();
        queue.OnDatagram([1], Source);
        queue.OnDatagram([], Source);

        queue.TryReceive(out DatagramReceived first).Should().BeTrue();
        queue.TryReceive(out DatagramReceived second).Should().BeTrue();

        first.Payload.ToArray().Should().Equal(1);
        first.Source.Should().Be(Source);
        second.Payload.Length.Should().Be(0, "a zero-length datagram is a datagram");
        queue.TryReceive(out _).Should().BeFalse();
    }

    [Fact]
    public void A_full_queue_drops_the_newest_and_counts_it()
    {
        DatagramQueue queue = new(capacity: 1);
        queue.OnDatagram([1], Source);
        queue.OnDatagram([2], Source);

        queue.Dropped.Should().Be(1);
        queue.TryReceive(out DatagramReceived kept).Should().BeTrue();
        kept.Payload.ToArray().Should().Equal(1);
    }

    [Fact]
    public async Task A_cancelled_wait_takes_nothing_from_the_queue()
    {
        DatagramQueue queue = new();
        using CancellationTokenSource cancellation = new();
        ValueTask<DatagramReceived> wait = queue.ReceiveAsync(cancellation.Token);
        await cancellation.CancelAsync();

        Func<Task> waiting = async () => await wait;
        await waiting.Should().ThrowAsync<OperationCanceledException>();
        queue.OnDatagram([1], Source);

        queue.Count.Should().Be(1);
    }
}

using JumpingVpn.Datagrams;

namespace JumpingVpn.TestSupport;

/// <summary>
/// What every <see cref="IDatagramChannel"/> must do, whatever carries it. An implementer derives a test class, says how to
/// open a channel and how to drive the carrier, and inherits the tests.
/// </summary>
/// <remarks>xunit makes one instance for each test, so the channels of a test meet only each other. The tests run on one
/// thread and await nothing, which suits a carrier in virtual time; what must wait, waits in the two hooks.</remarks>
public abstract class ChannelContract
{
    /// <summary>Pulsed after every datagram that a receiver of these tests was given: what a carrier with threads waits on.</summary>
    protected Arrivals Arrivals { get; } = new();

    /// <summary>Opens a channel on a free port of its carrier, able to exchange datagrams with every other one of this test.</summary>
    protected abstract IDatagramChannel Open();

    /// <summary>Drives the carrier until the condition holds.</summary>
    /// <returns>False when nothing more will happen, or a generous bound is reached, and it still does not hold.</returns>
    protected abstract bool RunUntil(Func<bool> condition);

    /// <summary>Disposes a channel from outside its receiver and drives the carrier until that has completed.</summary>
    protected virtual void Close(IDatagramChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        Task closing = channel.DisposeAsync().AsTask();
        RunUntil(() => closing.IsCompleted);
        closing.Wait(TimeSpan.FromSeconds(10)).Should().BeTrue("disposal completes");
    }

    [Fact]
    public void The_local_address_is_the_one_really_bound()
    {
        IDatagramChannel first = Open();
        IDatagramChannel second = Open();

        first.LocalAddress.Port.Should().NotBe(0);
        second.LocalAddress.Should().NotBe(first.LocalAddress);
        CollectingReceiver receiver = Started(second);
        first.Send([1], second.LocalAddress).Should().Be(SendResult.Sent);
        RunUntil(() => receiver.Count == 1).Should().BeTrue("the local address is where others reach the channel");
    }

    [Fact]
    public void The_source_is_the_local_address_of_the_sender()
    {
        IDatagramChannel first = Open();
        IDatagramChannel second = Open();
        IDatagramChannel target = Open();
        CollectingReceiver receiver = Started(target);

        first.Send([1], target.LocalAddress);
        RunUntil(() => receiver.Count == 1);
        second.Send([2], target.LocalAddress);
        RunUntil(() => receiver.Count == 2).Should().BeTrue();

        receiver.Received.Select(d => d.Source).Should().Equal(first.LocalAddress, second.LocalAddress);
    }

    [Fact]
    public void Message_boundaries_are_kept()
    {
        (IDatagramChannel sender, IDatagramChannel target, CollectingReceiver receiver) = Pair();

        sender.Send([1, 2, 3], target.LocalAddress);
        sender.Send([4], target.LocalAddress);
        sender.Send([5, 6], target.LocalAddress);
        RunUntil(() => receiver.Count == 3).Should().BeTrue();

        Payloads(receiver).Should().Equal(["010203", "04", "0506"], "datagrams are not joined or split");
    }

    [Fact]
    public void A_zero_length_datagram_arrives_as_such()
    {
        (IDatagramChannel sender, IDatagramChannel target, CollectingReceiver receiver) = Pair();

        sender.Send([], target.LocalAddress).Should().Be(SendResult.Sent);
        RunUntil(() => receiver.Count == 1).Should().BeTrue();
        sender.Send([1], target.LocalAddress);
        RunUntil(() => receiver.Count == 2).Should().BeTrue("an empty datagram does not end the receiving");

        receiver.Received[0].Payload.Length.Should().Be(0);
        receiver.Received[0].Source.Should().Be(sender.LocalAddress);
    }

    [Fact]
    public void The_longest_datagram_arrives_whole()
    {
        (IDatagramChannel sender, IDatagramChannel target, CollectingReceiver receiver) = Pair();
        byte[] datagram = Pattern(sender.MaxDatagramSize);

        sender.Send(datagram, target.LocalAddress).Should().Be(SendResult.Sent);
        RunUntil(() => receiver.Count == 1).Should().BeTrue();

        receiver.Received[0].Payload.Span.SequenceEqual(datagram).Should().BeTrue("a datagram is never truncated or altered");
    }

    [Fact]
    public void A_datagram_that_is_too_long_is_refused_and_the_channel_works_on()
    {
        (IDatagramChannel sender, IDatagramChannel target, CollectingReceiver receiver) = Pair();

        sender.Send(Pattern(sender.MaxDatagramSize + 1), target.LocalAddress).Should().Be(SendResult.TooLarge);
        sender.Send([1], target.LocalAddress).Should().Be(SendResult.Sent);
        RunUntil(() => receiver.Count == 1).Should().BeTrue();

        Payloads(receiver).Should().Equal(["01"], "no part of the long datagram arrives");
    }

    [Fact]
    public void The_buffer_may_be_reused_as_soon_as_send_returns()
    {
        (IDatagramChannel sender, IDatagramChannel target, CollectingReceiver receiver) = Pair();
        byte[] buffer = [1, 1];

        sender.Send(buffer, target.LocalAddress);
        Array.Fill(buffer, (byte)2);
        sender.Send(buffer, target.LocalAddress);
        Array.Fill(buffer, (byte)3);
        RunUntil(() => receiver.Count == 2).Should().BeTrue();

        Payloads(receiver).Should().Equal("0101", "0202");
    }

    [Fact]
    public void A_refused_port_is_silence_and_the_channel_works_on()
    {
        (IDatagramChannel sender, IDatagramChannel target, CollectingReceiver receiver) = Pair();
        CollectingReceiver atSender = Started(sender);
        IDatagramChannel gone = Open();
        Close(gone);

        sender.Send([1], gone.LocalAddress).Should().Be(SendResult.Sent);
        sender.Send([2], target.LocalAddress).Should().Be(SendResult.Sent);
        RunUntil(() => receiver.Count == 1).Should().BeTrue("by now the refusal is back too");
        sender.Send([3], gone.LocalAddress).Should().Be(SendResult.Sent, "the refusal is no matter of a later datagram");
        target.Send([4], sender.LocalAddress).Should().Be(SendResult.Sent);
        RunUntil(() => atSender.Count == 1).Should().BeTrue("a refusal does not end the receiving");

        Payloads(atSender).Should().Equal(["04"], "a refusal is not delivered");
    }

    [Fact]
    public void The_receiver_is_never_called_inside_send()
    {
        IDatagramChannel channel = Open();
        int sendingThread = 0;
        bool calledInside = false;
        ActingReceiver receiver = new(
            _ => calledInside |= Volatile.Read(ref sendingThread) == Environment.CurrentManagedThreadId,
            Arrivals
        );
        channel.Start(receiver);

        Volatile.Write(ref sendingThread, Environment.CurrentManagedThreadId);
        channel.Send([1], channel.LocalAddress).Should().Be(SendResult.Sent, "a channel may send to itself");
        Volatile.Write(ref sendingThread, 0);
        RunUntil(() => receiver.Count == 1).Should().BeTrue();

        calledInside.Should().BeFalse();
    }

    [Fact]
    public void The_receiver_may_send()
    {
        IDatagramChannel asking = Open();
        IDatagramChannel answering = Open();
        CollectingReceiver answers = Started(asking);
        answering.Start(new ActingReceiver(d => answering.Send(d.Payload.Span, d.Source), Arrivals));

        asking.Send([7], answering.LocalAddress);
        RunUntil(() => answers.Count == 1).Should().BeTrue();

        answers.Received[0].Source.Should().Be(answering.LocalAddress);
    }

    [Fact]
    public void The_receiver_is_called_serially()
    {
        IDatagramChannel sender = Open();
        IDatagramChannel target = Open();
        int inside = 0;
        int most = 0;
        ActingReceiver receiver = new(
            _ =>
            {
                most = Math.Max(most, Interlocked.Increment(ref inside));
                Interlocked.Decrement(ref inside);
            },
            Arrivals
        );
        target.Start(receiver);

        for (byte i = 0; i < 50; i++)
        {
            sender.Send([i], target.LocalAddress);
        }

        RunUntil(() => receiver.Count == 50).Should().BeTrue();
        most.Should().Be(1);
    }

    [Fact]
    public void Starting_twice_is_misuse()
    {
        IDatagramChannel channel = Open();
        Started(channel);

        channel
            .Invoking(c => c.Start(new CollectingReceiver()))
            .Should()
            .Throw<InvalidOperationException>()
            .Which.Should()
            .NotBeOfType<ObjectDisposedException>();
    }

    [Fact]
    public void Starting_after_disposal_is_misuse()
    {
        IDatagramChannel fresh = Open();
        IDatagramChannel used = Open();
        Started(used);
        Close(fresh);
        Close(used);

        fresh.Invoking(c => c.Start(new CollectingReceiver())).Should().Throw<ObjectDisposedException>();
        used.Invoking(c => c.Start(new CollectingReceiver())).Should().Throw<ObjectDisposedException>();
    }

    [Fact]
    public void Sending_after_disposal_says_closed()
    {
        (IDatagramChannel sender, IDatagramChannel target, _) = Pair();
        Close(sender);

        sender.Send([1], target.LocalAddress).Should().Be(SendResult.Closed);
    }

    [Fact]
    public void Disposal_is_idempotent_and_keeps_the_address_readable()
    {
        IDatagramChannel channel = Open();
        Started(channel);
        TransportAddress address = channel.LocalAddress;

        Close(channel);
        Close(channel);

        channel.LocalAddress.Should().Be(address);
    }

    [Fact]
    public void Nothing_is_received_after_disposal_not_even_what_was_underway()
    {
        (IDatagramChannel sender, IDatagramChannel closing, CollectingReceiver atClosing) = Pair();
        IDatagramChannel other = Open();
        CollectingReceiver atOther = Started(other);

        sender.Send([1], closing.LocalAddress);
        Close(closing);
        int before = atClosing.Count;
        sender.Send([2], closing.LocalAddress);
        sender.Send([3], other.LocalAddress);
        RunUntil(() => atOther.Count == 1).Should().BeTrue();

        atClosing.Count.Should().Be(before);
    }

    [Fact]
    public void A_channel_may_be_disposed_inside_its_receiver_and_that_call_is_the_last()
    {
        IDatagramChannel sender = Open();
        IDatagramChannel closing = Open();
        IDatagramChannel other = Open();
        CollectingReceiver atOther = Started(other);
        bool completedAtOnce = false;
        ActingReceiver receiver = new(_ => completedAtOnce = closing.DisposeAsync().AsTask().IsCompleted, Arrivals);
        closing.Start(receiver);

        sender.Send([1], closing.LocalAddress);
        sender.Send([2], closing.LocalAddress);
        RunUntil(() => receiver.Count == 1).Should().BeTrue();
        Close(closing);
        sender.Send([3], closing.LocalAddress);
        sender.Send([4], other.LocalAddress);
        RunUntil(() => atOther.Count == 1).Should().BeTrue();

        completedAtOnce.Should().BeTrue("waiting for itself would be a deadlock");
        receiver.Count.Should().Be(1);
    }

    [Fact]
    public void A_full_receive_queue_drops_the_newest_and_counts_it()
    {
        (IDatagramChannel sender, IDatagramChannel target, DatagramQueue queue) = QueuedPair(capacity: 2);

        for (byte i = 1; i <= 5; i++)
        {
            sender.Send([i], target.LocalAddress);
        }

        RunUntil(() => queue.Dropped == 3).Should().BeTrue();

        Taken(queue).Should().Equal(["01", "02"], "those that came first stay");
    }

    [Fact]
    public void A_cancelled_wait_takes_nothing()
    {
        (IDatagramChannel sender, IDatagramChannel target, DatagramQueue queue) = QueuedPair(capacity: 2);
        using CancellationTokenSource cancellation = new();

        ValueTask<DatagramReceived> wait = queue.ReceiveAsync(cancellation.Token);
        cancellation.Cancel();
        wait.IsCanceled.Should().BeTrue();
        sender.Send([1], target.LocalAddress);
        RunUntil(() => queue.Count == 1).Should().BeTrue();

        Taken(queue).Should().Equal("01");
    }

    private static IEnumerable<string> Payloads(CollectingReceiver receiver) =>
        receiver.Received.Select(d => Convert.ToHexString(d.Payload.Span));

    private static List<string> Taken(DatagramQueue queue)
    {
        List<string> taken = [];
        while (queue.TryReceive(out DatagramReceived datagram))
        {
            taken.Add(Convert.ToHexString(datagram.Payload.Span));
        }

        return taken;
    }

    private static byte[] Pattern(int length)
    {
        byte[] datagram = new byte[length];
        for (int i = 0; i < length; i++)
        {
            datagram[i] = (byte)((i * 31) ^ (i >> 8));
        }

        return datagram;
    }

    private CollectingReceiver Started(IDatagramChannel channel)
    {
        CollectingReceiver receiver = new(Arrivals);
        channel.Start(receiver);
        return receiver;
    }

    private (IDatagramChannel Sender, IDatagramChannel Target, CollectingReceiver Receiver) Pair()
    {
        IDatagramChannel target = Open();
        return (Open(), target, Started(target));
    }

    private (IDatagramChannel Sender, IDatagramChannel Target, DatagramQueue Queue) QueuedPair(int capacity)
    {
        IDatagramChannel target = Open();
        DatagramQueue queue = new(capacity);
        target.Start(new PulsingReceiver(queue, Arrivals));
        return (Open(), target, queue);
    }

    private sealed class PulsingReceiver(IDatagramReceiver inner, Arrivals arrivals) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source)
        {
            inner.OnDatagram(datagram, source);
            arrivals.Pulse();
        }
    }
}

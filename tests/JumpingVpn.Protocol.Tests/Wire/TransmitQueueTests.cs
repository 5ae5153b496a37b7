using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Tests.Wire;

public sealed class TransmitQueueTests
{
    [Fact]
    public void Datagrams_leave_in_their_order_with_their_address()
    {
        var queue = new TransmitQueue(100);
        byte[] buffer = new byte[1024];
        for (int round = 0; round < 10; round++)
        {
            for (byte i = 0; i < 7; i++)
            {
                queue.TryEnqueue(new byte[i * 100], Addresses.Eve.WithPort((ushort)(i + 1))).Should().BeTrue();
            }

            for (byte i = 0; i < 7; i++)
            {
                queue.TryDequeue(buffer, out int length, out TransportAddress to).Should().BeTrue();
                (length, to.Port).Should().Be((i * 100, (ushort)(i + 1)));
            }
        }

        queue.TryDequeue(buffer, out _, out _).Should().BeFalse();
    }

    [Fact]
    public void A_datagram_that_is_taken_in_place_stays_until_the_next_one_enters()
    {
        var queue = new TransmitQueue(100);
        queue.TryEnqueue([1, 2, 3], Addresses.Eve);
        queue.TryEnqueue([4], Addresses.Phone);

        queue.TryTake(out ReadOnlySpan<byte> first, out TransportAddress to).Should().BeTrue();
        (first.ToArray(), to).Should().BeEquivalentTo((new byte[] { 1, 2, 3 }, Addresses.Eve));
        queue.TryTake(out ReadOnlySpan<byte> second, out to).Should().BeTrue();
        (second.ToArray(), to).Should().BeEquivalentTo((new byte[] { 4 }, Addresses.Phone));
        queue.TryTake(out _, out _).Should().BeFalse();
    }

    [Fact]
    public void A_full_queue_takes_no_more()
    {
        var queue = new TransmitQueue(3);
        for (byte i = 0; i < 3; i++)
        {
            queue.TryEnqueue([i], Addresses.Eve).Should().BeTrue();
        }

        queue.TryEnqueue([3], Addresses.Eve).Should().BeFalse();
        queue.TryDequeue(new byte[1], out _, out _).Should().BeTrue();
        queue.TryEnqueue([4], Addresses.Eve).Should().BeTrue();
        queue.Clear();
        queue.Count.Should().Be(0);
    }

    [Fact]
    public void A_buffer_that_is_too_short_is_a_mistake_and_loses_nothing()
    {
        var queue = new TransmitQueue(3);
        queue.TryEnqueue([1, 2, 3], Addresses.Eve);

        queue.Invoking(q => q.TryDequeue(new byte[2], out _, out _)).Should().Throw<ArgumentException>().WithMessage("*2 bytes*3*");
        queue.TryDequeue(new byte[3], out int length, out _).Should().BeTrue();
        length.Should().Be(3);
    }
}

using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Tests.Events;

public sealed class EventQueueTests
{
    [Fact]
    public void Events_leave_in_their_order_and_a_full_queue_takes_no_more()
    {
        var queue = new EventQueue(20);
        for (int round = 0; round < 3; round++)
        {
            for (int i = 1; i <= 25; i++)
            {
                queue.TryAdd(SessionEvent.DataRoundtrip(default, i)).Should().Be(i <= 20);
            }

            for (int i = 1; i <= 20; i++)
            {
                queue.TryTake(out SessionEvent e).Should().BeTrue();
                e.Sequence.Should().Be(i);
            }

            queue.TryTake(out _).Should().BeFalse();
        }
    }
}

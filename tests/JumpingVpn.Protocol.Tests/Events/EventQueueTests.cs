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
                queue.TryAdd(new DataRoundtrip(default, i), TimeSpan.FromTicks(i)).Should().Be(i <= 20);
            }

            for (int i = 1; i <= 20; i++)
            {
                queue.TryTake(out ISessionEvent? e, out TimeSpan at).Should().BeTrue();
                (e, at).Should().Be((new DataRoundtrip(default, i), TimeSpan.FromTicks(i)));
            }

            queue.TryTake(out _, out _).Should().BeFalse();
        }
    }

    [Fact]
    public void What_nobody_wants_is_neither_kept_nor_made_and_takes_no_room()
    {
        var queue = new EventQueue(1) { Wanted = SessionEventKinds.Of(SessionEventKind.DataFailed) };
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1_000; i++)
        {
            queue.TryAdd(new DataRoundtrip(default, i), TimeSpan.Zero);
        }

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
        queue.TryAdd(new DataFailed(default, 1, ReasonCode.TooLarge), TimeSpan.Zero).Should().BeTrue();
        queue.TryTake(out ISessionEvent? e, out _).Should().BeTrue();
        e.Should().BeOfType<DataFailed>();
    }
}

using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Tests.Impairments;

public class LinkQueueTests
{
    [Fact]
    public void A_rate_is_kept_to_the_tick_over_the_long_run()
    {
        // 100 bytes cost 800 bits; at 1,000,003 bit/s no departure falls on a whole tick, and no remainder is lost.
        LinkQueue queue = Queue(new RateLimit(BitRate.Bits(1_000_003)) { QueueDatagrams = 100_000 });
        for (int i = 0; i < 100_000; i++)
        {
            queue.TryEnter(i, length: 100, TimeSpan.Zero, TimeSpan.Zero).Should().BeTrue();
        }

        TimeSpan last = Drain(queue).Last().At;

        last.Ticks.Should().BeInRange((long)(100_000m * 800 * 10_000_000 / 1_000_003), (long)(100_000m * 800 * 10_000_000 / 1_000_003) + 1);
    }

    [Fact]
    public void An_idle_bucket_sends_a_burst_at_once_and_the_rest_at_the_rate()
    {
        LinkQueue queue = Queue(new RateLimit(BitRate.Kilobits(8)) { BurstBytes = 300 });
        var start = TimeSpan.FromSeconds(10);
        for (int i = 0; i < 5; i++)
        {
            queue.TryEnter(i, length: 100, TimeSpan.Zero, start);
        }

        Drain(queue).Select(it => (it.At - start).TotalMilliseconds).Should().Equal(0, 0, 0, 100, 200);
    }

    [Fact]
    public void Overhead_is_paid_for()
    {
        LinkQueue queue = Queue(new RateLimit(BitRate.Kilobits(8)) { OverheadBytes = 28 });
        queue.TryEnter(0, length: 72, TimeSpan.Zero, TimeSpan.Zero);

        queue.NextDeparture.Should().Be(TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_full_queue_drops_the_newest_or_the_oldest_that_is_not_being_sent()
    {
        LinkQueue tail = Queue(new RateLimit(BitRate.Kilobits(8)) { QueueDatagrams = 2 });
        LinkQueue head = Queue(new RateLimit(BitRate.Kilobits(8)) { QueueDatagrams = 2, Discipline = QueueDiscipline.DropHead });
        List<int> evicted = [];
        for (int i = 0; i < 4; i++)
        {
            tail.TryEnter(i, 100, TimeSpan.Zero, TimeSpan.Zero).Should().Be(i < 2);
            while (head.TryEvict(100, out QueuedDatagram old))
            {
                evicted.Add(old.Handle);
            }

            head.TryEnter(i, 100, TimeSpan.Zero, TimeSpan.Zero).Should().BeTrue();
        }

        evicted.Should().Equal(1, 2);
        Drain(tail).Select(it => it.Left.Handle).Should().Equal(0, 1);
        Drain(head).Select(it => it.Left.Handle).Should().Equal(0, 3);
    }

    [Fact]
    public void A_cap_in_bytes_counts_what_waits()
    {
        LinkQueue queue = Queue(new RateLimit(BitRate.Kilobits(8)) { QueueBytes = 250 });

        queue.TryEnter(0, 100, TimeSpan.Zero, TimeSpan.Zero).Should().BeTrue();
        queue.TryEnter(1, 150, TimeSpan.Zero, TimeSpan.Zero).Should().BeTrue();
        queue.TryEnter(2, 1, TimeSpan.Zero, TimeSpan.Zero).Should().BeFalse();
    }

    [Fact]
    public void What_has_left_or_was_given_up_makes_room_for_as_many_bytes()
    {
        LinkQueue queue = Queue(new RateLimit(BitRate.Kilobits(8)) { QueueBytes = 200, Discipline = QueueDiscipline.DropHead });
        queue.TryEnter(0, 100, TimeSpan.Zero, TimeSpan.Zero).Should().BeTrue();
        queue.TryEnter(1, 100, TimeSpan.Zero, TimeSpan.Zero).Should().BeTrue();
        queue.TryEvict(100, out QueuedDatagram evicted).Should().BeTrue();
        evicted.Handle.Should().Be(1);
        queue.TryEvict(101, out _).Should().BeFalse("the one that is being sent stays");
        queue.TryEnter(2, 101, TimeSpan.Zero, TimeSpan.Zero).Should().BeFalse();
        queue.TryEnter(3, 100, TimeSpan.Zero, TimeSpan.Zero).Should().BeTrue();
        queue.TryLeave(queue.NextDeparture, out _).Should().BeTrue();

        queue.TryEnter(4, 100, TimeSpan.Zero, TimeSpan.FromMilliseconds(100)).Should().BeTrue();
    }

    [Fact]
    public void Of_two_that_wait_the_second_gives_way()
    {
        LinkQueue queue = Queue(new RateLimit(BitRate.Kilobits(8)) { QueueDatagrams = 3, Discipline = QueueDiscipline.DropHead });
        for (int i = 0; i < 3; i++)
        {
            queue.TryEnter(i, 100, TimeSpan.Zero, TimeSpan.Zero);
        }

        queue.TryEvict(100, out QueuedDatagram evicted).Should().BeTrue();
        evicted.Handle.Should().Be(1);
        Drain(queue).Select(it => it.Left.Handle).Should().Equal(0, 2);
    }

    [Fact]
    public void A_queue_that_grows_keeps_its_order_also_when_its_ring_has_gone_round()
    {
        LinkQueue queue = Queue(new RateLimit(BitRate.Kilobits(8)));
        for (int i = 0; i < 8; i++)
        {
            queue.TryEnter(i, 100, TimeSpan.Zero, TimeSpan.Zero);
        }

        for (int i = 0; i < 3; i++)
        {
            queue.TryLeave(queue.NextDeparture, out _);
        }

        for (int i = 8; i < 20; i++)
        {
            queue.TryEnter(i, 100, TimeSpan.Zero, TimeSpan.FromMilliseconds(300));
        }

        Drain(queue).Select(it => it.Left.Handle).Should().Equal(Enumerable.Range(3, 17));
    }

    [Fact]
    public void An_empty_queue_has_no_next_departure_and_a_link_without_a_rate_keeps_nothing_back()
    {
        var link = new LinkModel(new LinkOptions { Rate = new RateLimit(BitRate.Kilobits(8)) }, new RandomSource(1));
        link.QueueLength.Should().Be(0);
        link.Queue.NextDeparture.Should().Be(TimeSpan.MaxValue);
        link.Queue.TryEnter(0, 100, TimeSpan.Zero, TimeSpan.Zero);
        link.Queue.TryEnter(1, 100, TimeSpan.Zero, TimeSpan.Zero);
        link.QueueLength.Should().Be(2);
        link.Options = LinkOptions.Perfect;
        link.Next(100, TimeSpan.Zero).IsQueued.Should().BeTrue("it may not overtake what waits");
        Drain(link.Queue).Select(it => it.At.TotalMilliseconds).Should().Equal(100, 100);

        link.Queue.NextDeparture.Should().Be(TimeSpan.MaxValue);
        link.Next(100, TimeSpan.Zero).IsQueued.Should().BeFalse();
    }

    [Fact]
    public void CoDel_keeps_the_standing_wait_near_its_target_where_drop_tail_lets_it_grow()
    {
        // 110 % load for 60 s on 1 Mbit/s, a datagram of 1,250 bytes each 10 ms.
        RateLimit limit = new(BitRate.Megabits(1)) { QueueDatagrams = 10_000 };
        TimeSpan tailWait = WaitAtTheEnd(limit, out int tailDrops);
        TimeSpan coDelWait = WaitAtTheEnd(limit with { Discipline = QueueDiscipline.CoDel }, out int coDelDrops);

        tailDrops.Should().Be(0);
        tailWait.Should().BeGreaterThan(TimeSpan.FromSeconds(5));
        coDelDrops.Should().BeInRange(300, 900, "it must shed the tenth that is too much, about 600 datagrams");
        coDelWait.Should().BeLessThan(TimeSpan.FromSeconds(1));
    }

    private static TimeSpan WaitAtTheEnd(RateLimit limit, out int drops)
    {
        LinkQueue queue = Queue(limit);
        var gap = TimeSpan.FromTicks(100_000 * 10 / 11);
        var entered = new TimeSpan[6_600];
        TimeSpan wait = TimeSpan.Zero;
        drops = 0;
        for (int i = 0; i < entered.Length; i++)
        {
            entered[i] = i * gap;
            while (queue.Count > 0 && queue.NextDeparture <= entered[i])
            {
                TimeSpan now = queue.NextDeparture;
                queue.TryLeave(now, out QueuedDatagram left);
                drops += left.Drop == DropReason.QueueFull ? 1 : 0;
                wait = now - entered[left.Handle];
            }

            queue.TryEnter(i, 1_250, TimeSpan.Zero, entered[i]).Should().BeTrue();
        }

        return wait;
    }

    private static List<(TimeSpan At, QueuedDatagram Left)> Drain(LinkQueue queue)
    {
        List<(TimeSpan, QueuedDatagram)> left = [];
        while (queue.Count > 0)
        {
            TimeSpan now = queue.NextDeparture;
            queue.TryLeave(now, out QueuedDatagram datagram).Should().BeTrue();
            left.Add((now, datagram));
        }

        return left;
    }

    private static LinkQueue Queue(RateLimit limit) => new LinkModel(new LinkOptions { Rate = limit }, new RandomSource(1)).Queue;
}

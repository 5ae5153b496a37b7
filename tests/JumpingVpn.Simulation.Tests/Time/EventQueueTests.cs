using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests.Time;

public class EventQueueTests
{
    [Fact]
    public void A_queue_has_room_for_one_event_at_least() =>
        FluentActions.Invoking(static () => new EventQueue(0)).Should().Throw<ArgumentOutOfRangeException>().WithParameterName("capacity");

    [Fact]
    public void Taking_from_an_empty_queue_says_what_to_look_at() =>
        FluentActions
            .Invoking(static () => new EventQueue(1).Pop())
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("No event is pending*");

    [Fact]
    public void Equal_due_times_come_out_in_the_order_of_their_sequence()
    {
        var queue = new EventQueue();
        foreach (long sequence in new long[] { 5, 1, 4, 2, 3, 0 })
        {
            queue.Push(new ScheduledEvent(Due: 7, sequence, Target: 0, Argument: 0));
        }

        Sequences(queue).Should().Equal(0, 1, 2, 3, 4, 5);
    }

    [Fact]
    public void Any_mix_of_pushes_and_pops_follows_the_total_order()
    {
        // The reference is a sorted set of (due, sequence); many equal due times provoke ties.
        var queue = new EventQueue(1);
        var reference = new SortedSet<(long Due, long Sequence)>();
        var random = new RandomStream(1);
        for (long sequence = 0; sequence < 20_000; sequence++)
        {
            if (random.Below(3) > 0 || reference.Count == 0)
            {
                long due = (long)random.Below(50);
                queue.Push(new ScheduledEvent(due, sequence, 0, 0));
                reference.Add((due, sequence));
            }
            else
            {
                ScheduledEvent popped = queue.Pop();
                (popped.Due, popped.Sequence).Should().Be(reference.Min);
                reference.Remove(reference.Min);
            }
        }

        queue.Count.Should().Be(reference.Count);
        Sequences(queue).Should().Equal(reference.Select(it => it.Sequence));
    }

    [Fact]
    public void Peeking_takes_nothing_and_an_empty_queue_has_nothing_to_pop()
    {
        var queue = new EventQueue();
        queue.TryPeek(out _).Should().BeFalse();
        queue.Push(new ScheduledEvent(1, 2, 3, 4));

        queue.TryPeek(out ScheduledEvent first).Should().BeTrue();
        first.Should().Be(new ScheduledEvent(1, 2, 3, 4));
        queue.Pop().Should().Be(first);
        queue.Invoking(it => it.Pop()).Should().Throw<InvalidOperationException>();
    }

    private static List<long> Sequences(EventQueue queue)
    {
        var sequences = new List<long>();
        while (queue.Count > 0)
        {
            sequences.Add(queue.Pop().Sequence);
        }

        return sequences;
    }
}

using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Simulation.Tests.Time;

/// <summary>Holds the queue against a sorted set of (due, sequence) under every shape of load.</summary>
public class EventQueueLoadTests
{
    private readonly RandomStream _random = new(1);
    private readonly EventQueue _queue = new();
    private readonly SortedSet<(long Due, long Sequence)> _reference = [];
    private long _sequence;
    private long _now;

    public enum Load
    {
        Ties,
        Spread,
        Narrow,
        HeavyTail,
        FarFuture,
        Descending,
        EndOfTime,
    }

    [Theory]
    [InlineData(Load.Ties)]
    [InlineData(Load.Spread)]
    [InlineData(Load.Narrow)]
    [InlineData(Load.HeavyTail)]
    [InlineData(Load.FarFuture)]
    [InlineData(Load.Descending)]
    [InlineData(Load.EndOfTime)]
    public void Many_events_growing_held_and_drained_follow_the_total_order(Load load)
    {
        for (int i = 0; i < 30_000; i++)
        {
            Push(DelayOf(load));
            if (_random.Below(4) == 0)
            {
                PopAndCompare();
            }
        }

        for (int i = 0; i < 60_000; i++)
        {
            PopAndCompare();
            Push(DelayOf(load));
        }

        Drain();
    }

    [Fact]
    public void A_queue_that_stays_as_long_as_it_is_takes_no_more_memory()
    {
        for (int i = 0; i < 20_000; i++)
        {
            Add();
        }

        Turn(200_000);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Turn(200_000);

        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);

        void Turn(int times)
        {
            for (int i = 0; i < times; i++)
            {
                _now = _queue.Pop().Due;
                Add();
            }
        }

        void Add() => _queue.Push(new ScheduledEvent(_now + 1 + (long)_random.Below(1_000_000), ++_sequence, 0, 0));
    }

    [Fact]
    public void Loads_that_change_while_events_are_pending_follow_the_total_order()
    {
        Load[] loads = Enum.GetValues<Load>();
        for (int round = 0; round < 60; round++)
        {
            Load load = loads[_random.Below((ulong)loads.Length)];
            int pushes = (int)_random.Below(4_000);
            int pops = (int)_random.Below(4_000);
            for (int i = 0; i < Math.Max(pushes, pops); i++)
            {
                if (i < pushes)
                {
                    Push(DelayOf(load));
                }

                if (i < pops && _reference.Count > 0)
                {
                    PopAndCompare();
                }
            }
        }

        Drain();
    }

    [Fact]
    public void An_event_may_be_pushed_before_those_that_were_taken_already()
    {
        // A pipe's head is scheduled under the sequence number that it drew earlier.
        for (int i = 0; i < 5_000; i++)
        {
            Push(1_000 + (long)_random.Below(1_000_000));
        }

        for (int i = 0; i < 5_000; i++)
        {
            PopAndCompare();
            _now = Math.Max(0, _now - 500);
            Push((long)_random.Below(2_000));
        }

        Drain();
    }

    private long DelayOf(Load load) =>
        load switch
        {
            Load.Ties => (long)_random.Below(2) * 1_000_000,
            Load.Spread => (long)_random.Below(1_000_000),
            Load.Narrow => 500_000 + (long)_random.Below(10),
            Load.HeavyTail => 1L << (int)_random.Below(50),
            Load.FarFuture => _random.Below(10) == 0
                ? (long)_random.Below(100)
                : TimeSpan.FromDays(3_000).Ticks + (long)_random.Below(1_000),
            Load.Descending => Math.Max(0, 100_000_000 - (_sequence * 1_000)),
            _ => long.MaxValue - _now - (long)_random.Below(3),
        };

    private void Push(long delay)
    {
        var entry = new ScheduledEvent(_now + delay, _sequence++, (int)(_sequence & 7), (int)_sequence);
        _queue.Push(entry);
        _reference.Add((entry.Due, entry.Sequence));
    }

    private void PopAndCompare()
    {
        _queue.TryPeek(out ScheduledEvent peeked).Should().BeTrue();
        ScheduledEvent popped = _queue.Pop();
        (long Due, long Sequence) first = _reference.Min;
        if ((popped.Due, popped.Sequence) != first || popped != peeked || popped.Argument != (int)(popped.Sequence + 1))
        {
            popped.Should().Be(first, "that is the earliest of {0} pending", _reference.Count);
        }

        _reference.Remove(first);
        _now = popped.Due;
    }

    private void Drain()
    {
        _queue.Count.Should().Be(_reference.Count);
        while (_reference.Count > 0)
        {
            PopAndCompare();
        }

        _queue.Count.Should().Be(0);
        _queue.TryPeek(out _).Should().BeFalse();
    }
}

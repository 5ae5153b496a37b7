using JumpingVpn.Simulation.Time;

namespace JumpingVpn.Benchmarks.EventQueues;

/// <summary>The yardstick: the plain 4-ary heap over one array that anybody would write, and nothing else.</summary>
internal sealed class PlainHeap(int capacity)
{
    private readonly ScheduledEvent[] _entries = new ScheduledEvent[capacity];
    private int _count;

    public void Push(in ScheduledEvent entry)
    {
        ScheduledEvent[] entries = _entries;
        int hole = _count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / 4;
            if (!entry.IsBefore(entries[parent]))
            {
                break;
            }

            entries[hole] = entries[parent];
            hole = parent;
        }

        entries[hole] = entry;
    }

    public ScheduledEvent Pop()
    {
        ScheduledEvent[] entries = _entries;
        ScheduledEvent first = entries[0];
        int count = --_count;
        ScheduledEvent last = entries[count];
        int hole = 0;
        for (int child = 1; child < count; child = (hole * 4) + 1)
        {
            int smallest = child;
            int end = Math.Min(child + 4, count);
            for (int i = child + 1; i < end; i++)
            {
                smallest = entries[i].IsBefore(entries[smallest]) ? i : smallest;
            }

            if (!entries[smallest].IsBefore(last))
            {
                break;
            }

            entries[hole] = entries[smallest];
            hole = smallest;
        }

        entries[hole] = last;
        return first;
    }
}

namespace JumpingVpn.Simulation.Time;

/// <summary>A 4-ary heap of plain values in one array, in the total order (due, sequence).</summary>
internal struct EventHeap(int capacity)
{
    private const int Arity = 4;

    private ScheduledEvent[] _entries = new ScheduledEvent[capacity];

    public int Count { get; private set; }

    /// <summary>The earliest entry; meaningless while there is none.</summary>
    public readonly ref readonly ScheduledEvent First => ref _entries[0];

    /// <summary>All entries, in no order.</summary>
    public readonly ReadOnlySpan<ScheduledEvent> Entries => _entries.AsSpan(0, Count);

    public void Clear() => Count = 0;

    public void Push(in ScheduledEvent entry)
    {
        if (Count == _entries.Length)
        {
            Array.Resize(ref _entries, Math.Max(4, Count * 2));
        }

        ScheduledEvent[] entries = _entries;
        int hole = Count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / Arity;
            if (!entry.IsBefore(entries[parent]))
            {
                break;
            }

            entries[hole] = entries[parent];
            hole = parent;
        }

        entries[hole] = entry;
    }

    /// <summary>Takes the earliest entry; there must be one.</summary>
    public ScheduledEvent Pop()
    {
        ScheduledEvent[] entries = _entries;
        ScheduledEvent first = entries[0];
        int count = --Count;
        ScheduledEvent last = entries[count];
        int hole = 0;
        for (int child = 1; child < count; child = (hole * Arity) + 1)
        {
            int smallest = child;
            int end = Math.Min(child + Arity, count);
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

using System.Diagnostics.CodeAnalysis;

namespace JumpingVpn.Simulation.Time;

/// <summary>
/// The pending events in the total order (due, sequence): a 4-ary heap of plain values in one array. Entries cannot be
/// cancelled; what may be cancelled is a timer.
/// </summary>
/// <remarks>Pushing allocates only where the array grows.</remarks>
public sealed class EventQueue
{
    private const int Arity = 4;

    private ScheduledEvent[] _heap;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="capacity">Entries to make room for at once, at least 1.</param>
    public EventQueue(int capacity = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _heap = new ScheduledEvent[capacity];
    }

    /// <summary>How many events are pending.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Push(in ScheduledEvent entry)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        ScheduledEvent[] heap = _heap;
        int hole = Count++;
        while (hole > 0)
        {
            int parent = (hole - 1) / Arity;
            if (!entry.IsBefore(heap[parent]))
            {
                break;
            }

            heap[hole] = heap[parent];
            hole = parent;
        }

        heap[hole] = entry;
    }

    /// <summary>The earliest event, left where it is.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out ScheduledEvent entry)
    {
        entry = Count > 0 ? _heap[0] : default;
        return Count > 0;
    }

    /// <summary>Takes the earliest event.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public ScheduledEvent Pop()
    {
        if (Count == 0)
        {
            throw new InvalidOperationException("No event is pending: look at Count first.");
        }

        ScheduledEvent[] heap = _heap;
        ScheduledEvent first = heap[0];
        int count = --Count;
        ScheduledEvent last = heap[count];
        int hole = 0;
        for (int child = 1; child < count; child = (hole * Arity) + 1)
        {
            int smallest = child;
            int end = Math.Min(child + Arity, count);
            for (int i = child + 1; i < end; i++)
            {
                smallest = heap[i].IsBefore(heap[smallest]) ? i : smallest;
            }

            if (!heap[smallest].IsBefore(last))
            {
                break;
            }

            heap[hole] = heap[smallest];
            hole = smallest;
        }

        heap[hole] = last;
        return first;
    }
}

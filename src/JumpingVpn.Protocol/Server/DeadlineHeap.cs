namespace JumpingVpn.Protocol.Server;

/// <summary>
/// The deadlines of downlinks, the earliest first. Equal deadlines are ordered by the downlinks' numbers, so that the order never depends
/// on the heap's shape. Setting and removing one takes logarithmic time.
/// </summary>
internal sealed class DeadlineHeap
{
    private Downlink[] _heap = new Downlink[4];
    private int _count;

    /// <summary>The downlink that is due first; null if none is.</summary>
    public Downlink? First => _count == 0 ? null : _heap[0];

    /// <summary>Files a downlink under a new deadline; null removes it.</summary>
    public void Set(Downlink item, TimeSpan? deadline)
    {
        if (deadline is not { } due)
        {
            Remove(item);
            return;
        }

        item.Deadline = due;
        if (item.HeapIndex < 0)
        {
            if (_count == _heap.Length)
            {
                Array.Resize(ref _heap, _count * 2);
            }

            Place(item, _count++);
        }

        SiftDown(SiftUp(item.HeapIndex));
    }

    private void Remove(Downlink item)
    {
        int index = item.HeapIndex;
        if (index < 0)
        {
            return;
        }

        item.HeapIndex = -1;
        Downlink last = _heap[--_count];
        _heap[_count] = null!;
        if (index < _count)
        {
            Place(last, index);
            SiftDown(SiftUp(index));
        }
    }

    private int SiftUp(int index)
    {
        while (index > 0 && IsBefore(_heap[index], _heap[(index - 1) / 2]))
        {
            Swap(index, (index - 1) / 2);
            index = (index - 1) / 2;
        }

        return index;
    }

    private void SiftDown(int index)
    {
        while (true)
        {
            int child = (2 * index) + 1;
            if (child + 1 < _count && IsBefore(_heap[child + 1], _heap[child]))
            {
                child++;
            }

            if (child >= _count || !IsBefore(_heap[child], _heap[index]))
            {
                return;
            }

            Swap(index, child);
            index = child;
        }
    }

    private static bool IsBefore(Downlink one, Downlink other) =>
        one.Deadline < other.Deadline || (one.Deadline == other.Deadline && one.Number < other.Number);

    private void Swap(int one, int other)
    {
        Downlink item = _heap[one];
        Place(_heap[other], one);
        Place(item, other);
    }

    private void Place(Downlink item, int index)
    {
        _heap[index] = item;
        item.HeapIndex = index;
    }
}

namespace JumpingVpn.Simulation.Time;

/// <summary>
/// The armed timers in the total order (due, sequence): a binary heap in which every timer knows its place, so that re-arming
/// and disposal leave nothing behind. Holding the timers here keeps them alive when nobody else refers to them.
/// </summary>
internal sealed class TimerQueue
{
    private VirtualTimer[] _heap = new VirtualTimer[4];

    public int Count { get; private set; }

    /// <summary>Timers that somebody waits for: neither periodic nor marked perpetual.</summary>
    public int TransientCount { get; private set; }

    public VirtualTimer? First => Count > 0 ? _heap[0] : null;

    public void Add(VirtualTimer timer)
    {
        if (Count == _heap.Length)
        {
            Array.Resize(ref _heap, Count * 2);
        }

        TransientCount += timer.IsTransient ? 1 : 0;
        SiftUp(Count++, timer);
    }

    public void Remove(VirtualTimer timer)
    {
        int hole = timer.HeapIndex;
        VirtualTimer last = _heap[--Count];
        _heap[Count] = null!;
        TransientCount -= timer.IsTransient ? 1 : 0;
        timer.HeapIndex = -1;
        if (last != timer)
        {
            SiftDown(hole, last);
            if (last.HeapIndex == hole)
            {
                SiftUp(hole, last);
            }
        }
    }

    /// <summary>The armed timers in the order in which they will fire; allocates.</summary>
    public List<VirtualTimer> InOrder()
    {
        var timers = new List<VirtualTimer>(_heap.AsSpan(0, Count).ToArray());
        timers.Sort((left, right) => left.IsBefore(right) ? -1 : 1);
        return timers;
    }

    private void SiftUp(int hole, VirtualTimer timer)
    {
        while (hole > 0 && timer.IsBefore(_heap[(hole - 1) / 2]))
        {
            Place(hole, _heap[(hole - 1) / 2]);
            hole = (hole - 1) / 2;
        }

        Place(hole, timer);
    }

    private void SiftDown(int hole, VirtualTimer timer)
    {
        for (int child = (hole * 2) + 1; child < Count; child = (hole * 2) + 1)
        {
            if (child + 1 < Count && _heap[child + 1].IsBefore(_heap[child]))
            {
                child++;
            }

            if (!_heap[child].IsBefore(timer))
            {
                break;
            }

            Place(hole, _heap[child]);
            hole = child;
        }

        Place(hole, timer);
    }

    private void Place(int index, VirtualTimer timer)
    {
        _heap[index] = timer;
        timer.HeapIndex = index;
    }
}

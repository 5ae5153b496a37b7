using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace JumpingVpn.Simulation.Time;

/// <summary>
/// The pending events in the total order (due, sequence). Entries cannot be cancelled; what may be cancelled is a timer.
/// </summary>
/// <remarks>
/// <para>Few events live in one heap. Many are spread by their due time: those due soonest in a small heap, which alone decides
/// the order; later ones in the unsorted buckets of a wheel; those beyond the wheel's window in a second heap. The width of
/// the buckets follows the due times that are really there, and where they cannot be spread, because all are equal, say, what
/// is left is a heap again. So the order is always exact, and no load is slower than in a heap by more than a constant.</para>
/// <para>Pushing allocates only where an array grows.</para>
/// </remarks>
public sealed class EventQueue
{
    private const int FewEvents = 512;
    private const int AlmostNone = 64;
    private const int Samples = 256;
    private const int EventsPerBucket = 2;
    private const int MostBuckets = 4_096;

    private EventHeap _near;
    private EventHeap _far = new(0);
    private EventWheel? _wheel;
    private List<ScheduledEvent>? _spread;
    private bool _spreads;
    private int _nearBound = FewEvents;
    private long _popsSinceSpreading;

    /// <summary>Creates an empty queue.</summary>
    /// <param name="capacity">Entries to make room for at once, at least 1.</param>
    public EventQueue(int capacity = 16)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _near = new EventHeap(Math.Min(capacity, FewEvents));
    }

    /// <summary>How many events are pending.</summary>
    public int Count { get; private set; }

    /// <summary>Adds an event.</summary>
    public void Push(in ScheduledEvent entry)
    {
        Count++;
        if (!_spreads || _wheel!.IsBefore(entry))
        {
            _near.Push(entry);
            if (_near.Count > _nearBound)
            {
                Spread();
            }
        }
        else if (_wheel.IsAfter(entry))
        {
            _far.Push(entry);
        }
        else
        {
            _wheel.Add(entry);
        }
    }

    /// <summary>The earliest event, left where it is.</summary>
    public bool TryPeek([MaybeNullWhen(false)] out ScheduledEvent entry)
    {
        if (_near.Count == 0 && Count > 0)
        {
            Refill();
        }

        entry = Count > 0 ? _near.First : default;
        return Count > 0;
    }

    /// <summary>Takes the earliest event.</summary>
    /// <exception cref="InvalidOperationException">The queue is empty.</exception>
    public ScheduledEvent Pop()
    {
        if (_near.Count == 0)
        {
            if (Count == 0)
            {
                throw new InvalidOperationException("No event is pending: look at Count first.");
            }

            Refill();
        }

        Count--;
        _popsSinceSpreading++;
        return _near.Pop();
    }

    /// <summary>Brings the next events into the empty near heap; there are some.</summary>
    private void Refill()
    {
        if (Count < AlmostNone || (_far.Count > Count / 2 && _popsSinceSpreading > Count))
        {
            Spread();
            if (_near.Count > 0)
            {
                return;
            }
        }

        EventWheel wheel = _wheel!;
        if (wheel.Count == 0)
        {
            wheel.JumpTo(_far.First);
            TakeFromFar(wheel);
        }

        wheel.TakeFirst(ref _near);
        TakeFromFar(wheel);
        _nearBound = Math.Max(FewEvents, _near.Count * 2);
    }

    private void TakeFromFar(EventWheel wheel)
    {
        while (_far.Count > 0 && !wheel.IsAfter(_far.First))
        {
            wheel.Add(_far.Pop());
        }
    }

    /// <summary>Puts every event where it belongs, after choosing the wheel's shape again.</summary>
    private void Spread()
    {
        _popsSinceSpreading = 0;
        List<ScheduledEvent> all = Collect();
        _spreads = all.Count > FewEvents / 2;
        if (!_spreads)
        {
            foreach (ScheduledEvent entry in all)
            {
                _near.Push(entry);
            }

            _nearBound = FewEvents;
            return;
        }

        ShapeWheel(all);
        Count -= all.Count;
        _nearBound = int.MaxValue;
        foreach (ScheduledEvent entry in all)
        {
            Push(entry);
        }

        // What could not be spread now must double before it is tried again.
        _nearBound = Math.Max(FewEvents, _near.Count * 2);
    }

    private List<ScheduledEvent> Collect()
    {
        _wheel ??= new EventWheel();
        List<ScheduledEvent> all = _spread ??= new List<ScheduledEvent>(FewEvents * 2);
        all.Clear();
        all.AddRange(_near.Entries);
        all.AddRange(_far.Entries);
        _near.Clear();
        _far.Clear();
        _wheel.Drain(all);
        return all;
    }

    /// <summary>
    /// Chooses the width so that the nearer nine tenths of the events fall into half of the buckets, a few into each. A sample
    /// tells where they lie: one event in the far future must not make the buckets of all others too wide.
    /// </summary>
    private void ShapeWheel(List<ScheduledEvent> all)
    {
        Span<long> sample = stackalloc long[Samples];
        int step = (all.Count + Samples - 1) / Samples; // through the whole list: a heap has its earliest entries in front
        int taken = 0;
        long start = long.MaxValue;
        for (int i = 0; i < all.Count; i++)
        {
            start = Math.Min(start, all[i].Due);
            if (i % step == 0)
            {
                sample[taken++] = all[i].Due;
            }
        }

        sample = sample[..taken];
        sample.Sort();
        ulong range = (ulong)(sample[taken * 9 / 10] - start);
        int buckets = (int)Math.Min(BitOperations.RoundUpToPowerOf2((uint)all.Count / EventsPerBucket), MostBuckets);
        ulong width = Math.Max(2, range / (ulong)(buckets / 2));
        _wheel!.Shape(buckets, BitOperations.Log2(BitOperations.RoundUpToPowerOf2(width)), start);
    }
}

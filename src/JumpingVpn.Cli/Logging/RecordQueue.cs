namespace JumpingVpn.Cli.Logging;

/// <summary>
/// What waits for one output, in a bounded room for each kind of event. While few wait they leave in the order in which they came; of
/// many, those of the first room leave first.
/// </summary>
/// <remarks>Thread rule: any threads may add; one takes.</remarks>
internal sealed class RecordQueue
{
    /// <summary>How many events may wait before the order of the rooms counts instead of the order of time.</summary>
    public const int OrderlyCount = 1_024;

    /// <summary>How many have to wait before several are taken at once.</summary>
    public const int ManyCount = 32;

    /// <summary>How many events of one kind may wait.</summary>
    public const int Capacity = 4_096;

    private readonly object _gate = new();
    private readonly BoundedRoom[] _rooms = [.. Enum.GetValues<Room>().Select(room => new BoundedRoom(room, Capacity))];
    private bool _isAwaited;
    private long _sequence;
    private long _lost;
    private int _count;
    private bool _closed;

    /// <summary>How many events found no room.</summary>
    public long Lost
    {
        get
        {
            lock (_gate)
            {
                return _lost;
            }
        }
    }

    /// <summary>How many events wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Takes an event in, or counts it as lost; it waits for nobody.</summary>
    public void Add(Room room, RecordLine e)
    {
        lock (_gate)
        {
            if (_rooms[(int)room].TryAdd(e, _sequence++))
            {
                _count++;
            }
            else
            {
                _lost++;
            }

            if (_isAwaited)
            {
                Monitor.Pulse(_gate); // which costs more than all the rest
            }
        }
    }

    /// <summary>Takes no more in wait: whoever takes gets what is there, and then false.</summary>
    public void Close()
    {
        lock (_gate)
        {
            _closed = true;
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits for what is to be written next: one event or mark, or, where many wait, several events at once.</summary>
    /// <param name="taken">Gets them; it is emptied first.</param>
    /// <param name="atMost">How many at once.</param>
    /// <returns>False if the queue is closed and empty.</returns>
    public bool TryTake(List<WaitingEvent> taken, int atMost)
    {
        taken.Clear();
        lock (_gate)
        {
            while (!TryTakeOne(taken))
            {
                if (_closed)
                {
                    return false;
                }

                _isAwaited = true;
                Monitor.Wait(_gate);
                _isAwaited = false;
            }

            bool isMark = taken[0].Event is null;
            for (int left = _count < ManyCount || isMark ? 0 : atMost - 1; left > 0 && !IsMarkNext && TryTakeOne(taken); left--) { }
            return true;
        }
    }

    private bool IsMarkNext => First() is { NextIsMark: true };

    private bool TryTakeOne(List<WaitingEvent> taken)
    {
        if (!First().TryTake(out WaitingEvent next))
        {
            return false;
        }

        _count -= next.Event is null ? 0 : 1;
        taken.Add(next);
        return true;
    }

    /// <summary>The room whose oldest is to be written next; any where all are empty.</summary>
    private BoundedRoom First()
    {
        bool isOrderly = _count <= OrderlyCount;
        BoundedRoom first = _rooms[0];
        foreach (BoundedRoom room in _rooms)
        {
            if (!isOrderly && room.Next != long.MaxValue)
            {
                return room;
            }

            first = room.Next < first.Next ? room : first;
        }

        return first;
    }
}

using Serilog.Events;

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

    /// <summary>How many events of one kind may wait.</summary>
    public const int Capacity = 4_096;

    private readonly object _gate = new();
    private readonly BoundedRoom[] _rooms = [.. Enum.GetValues<Room>().Select(room => new BoundedRoom(room, Capacity))];
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
    public void Add(Room room, LogEvent e)
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

            Monitor.Pulse(_gate);
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

    /// <summary>Waits for the next to be written.</summary>
    /// <returns>False where the queue is closed and empty.</returns>
    public bool TryTake(out WaitingEvent next)
    {
        lock (_gate)
        {
            while (true)
            {
                BoundedRoom first =
                    _count <= OrderlyCount ? _rooms.MinBy(room => room.Next)! : _rooms.First(room => room.Next != long.MaxValue);
                if (first.TryTake(out next))
                {
                    _count -= next.Event is null ? 0 : 1;
                    return true;
                }

                if (_closed)
                {
                    return false;
                }

                Monitor.Wait(_gate);
            }
        }
    }
}

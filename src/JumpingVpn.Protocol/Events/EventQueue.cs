namespace JumpingVpn.Protocol.Events;

/// <summary>
/// The events that wait to be polled, oldest first. It is bounded; beyond the bound a new one is not taken, because
/// an audit stream that nobody reads must not exhaust memory nor change the protocol.
/// </summary>
internal sealed class EventQueue(int capacity)
{
    private SessionEvent[] _events = new SessionEvent[Math.Min(4, capacity)];
    private int _first;
    private int _count;

    public bool TryAdd(in SessionEvent added)
    {
        if (_count == _events.Length && !TryGrow())
        {
            return false;
        }

        _events[(_first + _count) % _events.Length] = added;
        _count++;
        return true;
    }

    public bool TryTake(out SessionEvent taken)
    {
        if (_count == 0)
        {
            taken = default;
            return false;
        }

        taken = _events[_first];
        _first = --_count == 0 ? 0 : (_first + 1) % _events.Length; // one that is emptied each time uses the same few for ever
        return true;
    }

    private bool TryGrow()
    {
        if (_events.Length == capacity)
        {
            return false;
        }

        var grown = new SessionEvent[Math.Min(_events.Length * 2, capacity)];
        for (int i = 0; i < _count; i++)
        {
            grown[i] = _events[(_first + i) % _events.Length];
        }

        _events = grown;
        _first = 0;
        return true;
    }
}

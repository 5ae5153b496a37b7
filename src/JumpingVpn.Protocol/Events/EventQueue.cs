using JumpingVpn.Protocol.Queues;

namespace JumpingVpn.Protocol.Events;

/// <summary>
/// The events that wait to be polled, oldest first. It is bounded; beyond the bound a new one is not taken, because
/// an audit stream that nobody reads must not exhaust memory nor change the protocol.
/// </summary>
internal sealed class EventQueue(int capacity)
{
    private BoundedRing<SessionEvent> _events = new(smallest: 4, capacity);

    public bool TryAdd(in SessionEvent added)
    {
        if (!_events.TryAdd())
        {
            return false;
        }

        _events[_events.Count - 1] = added;
        return true;
    }

    public bool TryTake(out SessionEvent taken)
    {
        if (_events.Count == 0)
        {
            taken = default;
            return false;
        }

        taken = _events[0];
        _events.RemoveFirst();
        return true;
    }
}

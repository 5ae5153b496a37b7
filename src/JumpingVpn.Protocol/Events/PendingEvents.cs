using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Protocol.Queues;

namespace JumpingVpn.Protocol.Events;

/// <summary>
/// The events that wait to be polled, oldest first. It is bounded; beyond the bound a new one is not taken, because an audit stream that
/// nobody reads must not exhaust memory nor change the protocol.
/// </summary>
internal sealed class PendingEvents(int capacity)
{
    private BoundedRing<Waiting> _events = new(smallest: 4, capacity);

    /// <summary>Which kinds are kept; others are not even made.</summary>
    public SessionEventKinds Wanted { get; set; } = SessionEventKinds.All;

    /// <summary>Keeps an event that somebody wants; false if there is no room for it.</summary>
    public bool TryAdd<T>(in T added, TimeSpan at)
        where T : struct, ISessionEvent
    {
        if (!Wanted.Contains(added.Kind))
        {
            return true;
        }

        if (!_events.TryAdd())
        {
            return false;
        }

        _events[_events.Count - 1] = new Waiting(added, at);
        return true;
    }

    /// <summary>Takes the oldest one, and when it happened.</summary>
    public bool TryTake([NotNullWhen(true)] out ISessionEvent? taken, out TimeSpan at)
    {
        if (_events.Count == 0)
        {
            (taken, at) = (null, default);
            return false;
        }

        (taken, at) = _events[0];
        _events[0] = default; // the place is kept, what was in it is not
        _events.RemoveFirst();
        return true;
    }

    private readonly record struct Waiting(ISessionEvent Event, TimeSpan At);
}

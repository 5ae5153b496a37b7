using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Server;

/// <summary>The server's time, its counters and its events: the parts that every handler writes to.</summary>
internal sealed class ServerJournal(int maximumPendingEvents)
{
    private readonly PendingEvents _events = new(maximumPendingEvents);

    public ServerCounters Counters { get; } = new();

    /// <summary>The protocol time of the call that is being handled.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Moves the time on. An earlier value than the last counts as the last.</summary>
    public void Advance(TimeSpan now) => Now = now > Now ? now : Now;

    public void Emit<T>(in T e)
        where T : struct, ISessionEvent
    {
        if (!_events.TryAdd(e, Now))
        {
            Counters.EventsDropped++;
        }
    }

    /// <summary>Which kinds of events somebody listens for.</summary>
    public SessionEventKinds Wanted
    {
        get => _events.Wanted;
        set => _events.Wanted = value;
    }

    public bool TryTake([NotNullWhen(true)] out ISessionEvent? e, out TimeSpan at) => _events.TryTake(out e, out at);
}

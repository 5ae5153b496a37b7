using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Server;

/// <summary>What time it is for the server, what it has counted and what it has to tell: the parts that every handler writes to.</summary>
internal sealed class ServerJournal(int maximumPendingEvents)
{
    private readonly EventQueue _events = new(maximumPendingEvents);

    public ServerCounters Counters { get; } = new();

    /// <summary>The protocol time of the call that is being handled.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>Moves the time on; a value before the last one counts as the last one.</summary>
    public void Advance(TimeSpan now) => Now = now > Now ? now : Now;

    public void Emit<T>(in T e)
        where T : struct, ISessionEvent
    {
        if (!_events.TryAdd(e, Now))
        {
            Counters.EventsDropped++;
        }
    }

    /// <summary>Which kinds of events somebody wants.</summary>
    public SessionEventKinds Wanted
    {
        get => _events.Wanted;
        set => _events.Wanted = value;
    }

    public bool TryTake([NotNullWhen(true)] out ISessionEvent? e, out TimeSpan at) => _events.TryTake(out e, out at);
}

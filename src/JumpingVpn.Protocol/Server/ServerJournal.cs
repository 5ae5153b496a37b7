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

    public void Emit(in SessionEvent e)
    {
        if (!_events.TryAdd(e with { At = Now }))
        {
            Counters.EventsDropped++;
        }
    }

    public bool TryTake(out SessionEvent e) => _events.TryTake(out e);
}

using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.States;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// The client's state, its time and its events. Only the transition table changes the state. Each change raises the version by one and
/// emits one <c>StateChange</c>; a change that is not in the table is refused with a security event.
/// </summary>
internal sealed class ClientJournal(ClientOptions options, ClientCounters counters, TransportAddress server)
{
    private readonly PendingEvents _events = new(options.MaximumPendingEvents);
    private StateMachine _machine;

    /// <summary>The server's address.</summary>
    public TransportAddress Server => server;

    public ClientCounters Counters => counters;

    public SessionState State => _machine.State;

    public long Version => _machine.Version;

    /// <summary>Protocol time; it never runs backwards.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>When the state changed last.</summary>
    public TimeSpan ChangedAt { get; private set; }

    /// <summary>The session, once the handshake is accepted.</summary>
    public SessionId? SessionId { get; set; }

    /// <summary>True while the path is bound: messages may flow.</summary>
    public bool IsBound { get; set; }

    public void Advance(TimeSpan now) => Now = now > Now ? now : Now;

    public Transition? Fire(SessionTrigger trigger, RefusalCode code = RefusalCode.None)
    {
        if (_machine.TryFire(trigger, out Transition transition))
        {
            ChangedAt = Now;
            Emit(new StateChange(SessionId, transition, _machine.Version, code));
            return transition;
        }

        Emit(new SecurityEvent(SessionId, server, ReasonCode.ForbiddenTransition));
        return null;
    }

    public void Emit<T>(in T e)
        where T : struct, ISessionEvent
    {
        if (!_events.TryAdd(e, Now))
        {
            counters.EventsDropped++;
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

using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Driving;

/// <summary>Listens to kinds of its own, and hands the next sink what that wants, first.</summary>
/// <param name="next">Whose sink it stands before, if there is one.</param>
/// <param name="own">The kinds that it listens to itself.</param>
/// <param name="heard">Called with those.</param>
internal sealed class SinkRelay(ISessionEventSink? next, SessionEventKinds own, Action<ISessionEvent> heard) : ISessionEventSink
{
    private readonly SessionEventKinds _next = next?.Kinds ?? SessionEventKinds.None;

    public SessionEventKinds Kinds => own | _next;

    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        if (_next.Contains(e.Kind))
        {
            next!.OnEvent(e, at);
        }

        if (own.Contains(e.Kind))
        {
            heard(e);
        }
    }
}

using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Driving;

/// <summary>For a sink that stands before another one, and wants kinds of its own.</summary>
internal static class SinkForwarding
{
    /// <summary>What both want together.</summary>
    public static SessionEventKinds KindsAnd(this ISessionEventSink? next, params ReadOnlySpan<SessionEventKind> own) =>
        SessionEventKinds.Of(own) | (next?.Kinds ?? SessionEventKinds.None);

    /// <summary>Hands the event on where the other one wants it.</summary>
    public static void Pass(this ISessionEventSink next, ISessionEvent e, TimeSpan at)
    {
        if (next.Kinds.Contains(e.Kind))
        {
            next.OnEvent(e, at);
        }
    }
}

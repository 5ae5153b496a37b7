using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>How the ends of a session on either side are told in each other's words.</summary>
internal static class Endings
{
    /// <summary>The TERMINATE that tells the server.</summary>
    public static WireMessage Tell(SessionId id, ReasonCode reason) =>
        new()
        {
            Type = MessageType.Terminate,
            SessionId = id,
            Reason = reason,
        };

    /// <summary>What a server means that does not know the session any more.</summary>
    public static SessionTrigger TriggerOf(ReasonCode reason) =>
        reason switch
        {
            ReasonCode.SessionExpired => SessionTrigger.IdleTtlReached,
            ReasonCode.LifetimeExpired => SessionTrigger.LifetimeReached,
            ReasonCode.SessionTerminated => SessionTrigger.ExplicitEnd,
            _ => SessionTrigger.FatalRefusal,
        };

    /// <summary>The exact reason of a server's TERMINATE, which it may leave out.</summary>
    public static ReasonCode ReasonOf(in WireMessage terminate) =>
        terminate.Reason == ReasonCode.None ? ReasonCode.SessionTerminated : terminate.Reason;

    /// <summary>The exact reason of a bound that the client keeps itself.</summary>
    public static ReasonCode ReasonOf(SessionTrigger bound) =>
        bound switch
        {
            SessionTrigger.IdleTtlReached => ReasonCode.SessionExpired,
            SessionTrigger.LifetimeReached => ReasonCode.LifetimeExpired,
            _ => ReasonCode.NoAnswer,
        };
}

using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Translates the reason why a session ended between client and server.</summary>
internal static class Endings
{
    /// <summary>The reason that the client's TERMINATE gives.</summary>
    public static WireMessage Tell(SessionId id, ReasonCode reason) =>
        new()
        {
            Type = MessageType.Terminate,
            SessionId = id,
            Reason = reason,
        };

    /// <summary>What it means for the client when a server no longer knows the session.</summary>
    public static SessionTrigger TriggerOf(ReasonCode reason) =>
        reason switch
        {
            ReasonCode.SessionExpired => SessionTrigger.IdleTtlReached,
            ReasonCode.LifetimeExpired => SessionTrigger.LifetimeReached,
            ReasonCode.SessionTerminated => SessionTrigger.ExplicitEnd,
            _ => SessionTrigger.FatalRefusal,
        };

    /// <summary>The exact reason of a server's TERMINATE, which may leave it out.</summary>
    public static ReasonCode ReasonOf(in WireMessage terminate) =>
        terminate.Reason == ReasonCode.None ? ReasonCode.SessionTerminated : terminate.Reason;

    /// <summary>The exact reason of a limit that the client enforces itself.</summary>
    public static ReasonCode ReasonOf(SessionTrigger bound) =>
        bound switch
        {
            SessionTrigger.IdleTtlReached => ReasonCode.SessionExpired,
            SessionTrigger.LifetimeReached => ReasonCode.LifetimeExpired,
            _ => ReasonCode.NoAnswer,
        };
}

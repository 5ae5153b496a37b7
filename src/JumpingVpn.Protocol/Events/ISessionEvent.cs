namespace JumpingVpn.Protocol.Events;

/// <summary>One event of a session core: a small record for each <see cref="SessionEventKind"/>, which bears its name. Events never carry
/// a secret or a proof.</summary>
/// <remarks>They are values: one that nobody asked for is never on the heap.</remarks>
public interface ISessionEvent : IAuditEvent
{
    /// <summary>What happened.</summary>
    SessionEventKind Kind { get; }

    /// <summary>The session it is about; null if it is about none, or none that is known.</summary>
    SessionId? SessionId { get; }

    string IAuditEvent.Name => SessionEventNames.Of(Kind);
}

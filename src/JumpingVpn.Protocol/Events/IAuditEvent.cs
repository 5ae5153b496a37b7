namespace JumpingVpn.Protocol.Events;

/// <summary>What stands as one line in the audit stream: the core's events, and those that its own program adds.</summary>
public interface IAuditEvent
{
    /// <summary>Its name in the line's <c>event</c>.</summary>
    string Name { get; }

    /// <summary>Writes its own members, in their fixed order.</summary>
    /// <param name="members">Takes them, during the call.</param>
    void WriteMembers(EventMembers members);
}

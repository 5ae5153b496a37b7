namespace JumpingVpn.Protocol;

/// <summary>How the latest attempt to reattach stands.</summary>
public enum ReattachStatus
{
    /// <summary>There was none since the session began, or since the transport was reported lost.</summary>
    None,

    /// <summary>Asked, not yet answered.</summary>
    Pending,

    /// <summary>The server switched to this transport.</summary>
    Accepted,

    /// <summary>The server refused.</summary>
    Refused,

    /// <summary>No attempt was answered.</summary>
    TimedOut,
}

namespace JumpingVpn.Cli.Logging;

/// <summary>The kinds of event that share a bounded room while they wait to be written, in the order of precedence.</summary>
internal enum Room
{
    /// <summary>A session, or the client, has another transport.</summary>
    Switch,

    /// <summary>A program begins or ends, a session changes its state, or ends after a life.</summary>
    Lifecycle,

    /// <summary>What only an attack or a defect explains.</summary>
    Security,

    /// <summary>What anybody can cause by handshakes alone: sessions that are made, and that end soon.</summary>
    Handshake,

    /// <summary>What was refused, and bounds that were met.</summary>
    Refusal,

    /// <summary>What was accepted.</summary>
    Data,
}

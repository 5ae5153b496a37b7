namespace JumpingVpn.Protocol.Events;

/// <summary>The kinds of a core's events. Each is the name of a record, and its name in the JSON line.</summary>
public enum SessionEventKind
{
    /// <summary>A handshake made a session.</summary>
    SessionCreated,

    /// <summary>Data was delivered, once.</summary>
    DataAccepted,

    /// <summary>Data was refused.</summary>
    DataRejected,

    /// <summary>The binding was changed, explicitly.</summary>
    TransportSwitch,

    /// <summary>A reattach was refused.</summary>
    ReattachRejected,

    /// <summary>A message of an unknown type, or a handshake that could not be read.</summary>
    UnknownMessage,

    /// <summary>The client has a session.</summary>
    SessionEstablished,

    /// <summary>The client's data was acknowledged.</summary>
    DataRoundtrip,

    /// <summary>The client has another transport.</summary>
    NewTransportCreated,

    /// <summary>The client's attempt to reattach came to an end.</summary>
    ReattachResult,

    /// <summary>One transition of the state machine.</summary>
    StateChange,

    /// <summary>A session was idle for its time to live, or reached its maximum lifetime.</summary>
    SessionExpired,

    /// <summary>A session ended for another reason.</summary>
    SessionTerminated,

    /// <summary>Something that only an attack or a defect explains.</summary>
    SecurityEvent,

    /// <summary>A bound of the policy was met.</summary>
    PolicyEvent,

    /// <summary>A source was slowed down.</summary>
    RateLimited,

    /// <summary>A keepalive restarted the idle time to live.</summary>
    KeepaliveAccepted,

    /// <summary>A keepalive or an explicit end was refused.</summary>
    MessageRejected,

    /// <summary>The client takes a message of the server's, for the first time.</summary>
    DownlinkAccepted,

    /// <summary>The server's message was acknowledged for the first time.</summary>
    DownlinkRoundtrip,

    /// <summary>A message of this side's own is given up, because the path does not carry datagrams of its length; the session goes
    /// on.</summary>
    DataFailed,

    /// <summary>A server has stopped on purpose, and told its clients.</summary>
    ServerStop,
}

namespace JumpingVpn.Protocol;

/// <summary>What a client has counted since it was made.</summary>
public sealed class ClientCounters
{
    /// <summary>Datagrams handled, of any kind.</summary>
    public long Received { get; internal set; }

    /// <summary>Datagrams that changed nothing: not from the server, not readable, not expected now, or of another request.</summary>
    public long Ignored { get; internal set; }

    /// <summary><c>ERROR</c>s from the server's address, believed or not.</summary>
    public long Errors { get; internal set; }

    /// <summary>Messages from the server's address that claimed to belong to the session and lacked its keys; they count as
    /// ignored too.</summary>
    public long Forged { get; internal set; }

    /// <summary>Messages acknowledged.</summary>
    public long Acknowledged { get; internal set; }

    /// <summary>Messages of the server's delivered to the application.</summary>
    public long DownlinkDelivered { get; internal set; }

    /// <summary>Keepalives sent.</summary>
    public long KeepalivesSent { get; internal set; }

    /// <summary>Keepalives answered; what is missing was lost on the way there or back.</summary>
    public long KeepalivesAcknowledged { get; internal set; }

    /// <summary>Transmissions of a message beyond its first.</summary>
    public long DataRetransmissions { get; internal set; }

    /// <summary>Reattach attempts begun, on request or because an <c>ERROR</c> or silence called for one.</summary>
    public long ReattachesStarted { get; internal set; }

    /// <summary>Datagrams dropped because too many waited to be polled.</summary>
    public long DatagramsDropped { get; internal set; }

    /// <summary>Events dropped because too many waited to be polled.</summary>
    public long EventsDropped { get; internal set; }
}

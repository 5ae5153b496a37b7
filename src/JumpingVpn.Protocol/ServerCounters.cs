namespace JumpingVpn.Protocol;

/// <summary>What a server has counted since it was made. Counting is all that a refused datagram changes.</summary>
public sealed class ServerCounters
{
    private static readonly int Codes = Enum.GetValues<RefusalCode>().Length;

    private readonly long[] _refused = new long[Codes];

    /// <summary>Datagrams handled, of any kind.</summary>
    public long Received { get; internal set; }

    /// <summary>Datagrams that were answered with silence: no message at all, or an <c>ERROR</c>.</summary>
    public long Ignored { get; internal set; }

    /// <summary>Sessions made.</summary>
    public long SessionsCreated { get; internal set; }

    /// <summary>Sessions that were idle for their time to live, or reached their maximum lifetime.</summary>
    public long SessionsExpired { get; internal set; }

    /// <summary>Sessions ended on purpose, by either side.</summary>
    public long SessionsTerminated { get; internal set; }

    /// <summary>Keepalives that restarted an idle time to live.</summary>
    public long KeepalivesAccepted { get; internal set; }

    /// <summary>Data delivered to the application.</summary>
    public long DataDelivered { get; internal set; }

    /// <summary>Data acknowledged again without a second delivery.</summary>
    public long DataDuplicates { get; internal set; }

    /// <summary>The server's own messages that were acknowledged.</summary>
    public long DownlinkAcknowledged { get; internal set; }

    /// <summary>Transmissions of the server's own messages beyond the first.</summary>
    public long DownlinkRetransmissions { get; internal set; }

    /// <summary>Switches of a binding.</summary>
    public long Switches { get; internal set; }

    /// <summary>Requests acknowledged again: handshakes and reattaches whose first acknowledgement was lost or late.</summary>
    public long Reacknowledged { get; internal set; }

    /// <summary>Handshakes that were asked to come again with a cookie, and left nothing behind.</summary>
    public long HandshakeRetries { get; internal set; }

    /// <summary>Challenges to an address to show that it answers: before it is adopted, before more is sent there than came from
    /// there, or in a race.</summary>
    public long PathChallenges { get; internal set; }

    /// <summary>Answers not sent because they would have been longer than three times the request.</summary>
    public long AmplificationSuppressed { get; internal set; }

    /// <summary>Answers dropped because too many waited to be polled.</summary>
    public long DatagramsDropped { get; internal set; }

    /// <summary>Events dropped because too many waited to be polled.</summary>
    public long EventsDropped { get; internal set; }

    /// <summary>Messages refused with this code, whether or not the answer could be sent.</summary>
    public long Refused(RefusalCode code) => _refused[(int)code];

    /// <summary>Messages refused with any code.</summary>
    public long RefusedTotal
    {
        get
        {
            long total = 0;
            foreach (long count in _refused)
            {
                total += count;
            }

            return total;
        }
    }

    internal void CountRefusal(RefusalCode code) => _refused[(int)code]++;
}

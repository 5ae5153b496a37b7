using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Metrics;

/// <summary>All metrics of the server. The meter, the tests and docs/server.md take them from here.</summary>
internal static class ServerMetrics
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "JumpingVpn.Server";

    /// <summary>From the last message of a session that was accepted to the switch of its transport.</summary>
    public static readonly ServerMetric ReattachLatency = new(
        "jumpingvpn.server.reattach.latency",
        MetricKind.Histogram,
        "s",
        null,
        "How long nothing of a session had been accepted when it reattached: its client's outage, as the server sees it.",
        static _ => []
    );

    /// <summary>All, in the order of the page.</summary>
    public static readonly IReadOnlyList<ServerMetric> All =
    [
        new(
            "jumpingvpn.server.sessions",
            MetricKind.Gauge,
            "{session}",
            "state",
            "Live sessions by state. At the server a session is attached for as long as it lives.",
            reading => reading.Of(core => [("attached", core.SessionCount)])
        ),
        new(
            "jumpingvpn.server.sessions.created",
            MetricKind.Counter,
            "{session}",
            null,
            "Sessions made.",
            reading => reading.Of(core => [("", core.Counters.SessionsCreated)])
        ),
        new(
            "jumpingvpn.server.sessions.ended",
            MetricKind.Counter,
            "{session}",
            "cause",
            "Sessions that are over: expired, or ended on purpose by either side.",
            reading => reading.Of(core => [("expired", core.Counters.SessionsExpired), ("terminated", core.Counters.SessionsTerminated)])
        ),
        new(
            "jumpingvpn.server.datagrams",
            MetricKind.Counter,
            "{datagram}",
            "fate",
            "Datagrams received, by what became of them; together they are all.",
            reading => reading.Of(core => Fates(core.Counters))
        ),
        new(
            "jumpingvpn.server.refusals",
            MetricKind.Counter,
            "{message}",
            "code",
            "Messages refused, by the code of the refusal.",
            reading =>
                reading.Of(core =>
                    Enum.GetValues<RefusalCode>()
                        .Where(code => code != RefusalCode.None)
                        .Select(code => (CodeNames.Name(code), core.Counters.Refused(code)))
                )
        ),
        ReattachLatency,
        new(
            "jumpingvpn.server.answers.lost",
            MetricKind.Counter,
            "{datagram}",
            "where",
            "Answers that were not sent: longer than three times the request, no room in the queue, or not taken by the system.",
            reading =>
                reading.Of(core =>
                    [
                        ("amplification", core.Counters.AmplificationSuppressed),
                        ("queue", core.Counters.DatagramsDropped),
                        ("socket", reading.Driver.SendFailures),
                    ]
                )
        ),
        new(
            "jumpingvpn.server.events.lost",
            MetricKind.Counter,
            "{event}",
            "where",
            "Events that are missing from the record: no room in the server's queue, or an output that was too slow or failed.",
            reading =>
                [
                    .. reading.Of(core => [("queue", core.Counters.EventsDropped)]),
                    .. reading.Events.Losses.Select(loss => (loss.Output == "standard output" ? "stdout" : "file", loss.Count)),
                ]
        ),
        new(
            "jumpingvpn.server.downlink",
            MetricKind.Counter,
            "{message}",
            "event",
            "The server's own messages: those acknowledged, and transmissions beyond the first.",
            reading =>
                reading.Of(core =>
                    [("acknowledged", core.Counters.DownlinkAcknowledged), ("retransmitted", core.Counters.DownlinkRetransmissions)]
                )
        ),
    ];

    private static IEnumerable<(string Label, long Value)> Fates(ServerCounters counters)
    {
        (string, long Value)[] named =
        [
            ("delivered", counters.DataDelivered),
            ("duplicate", counters.DataDuplicates),
            ("keepalive", counters.KeepalivesAccepted),
            ("handshake", counters.SessionsCreated),
            ("retry", counters.HandshakeRetries),
            ("switch", counters.Switches),
            ("reacknowledged", counters.Reacknowledged),
            ("refused", counters.RefusedTotal),
            ("ignored", counters.Ignored),
        ];
        return [.. named, ("other", Math.Max(0, counters.Received - named.Sum(fate => fate.Value)))];
    }
}

using JumpingVpn.Datagrams;

namespace JumpingVpn.Protocol;

/// <summary>
/// One event of the audit stream. Which members carry a meaning depends on <see cref="Kind"/>: the factories say it. Events
/// never carry a secret or a proof.
/// </summary>
public readonly record struct SessionEvent
{
    /// <summary>What happened.</summary>
    public SessionEventKind Kind { get; private init; }

    /// <summary>The protocol time of the event; zero for events made outside of a core.</summary>
    public TimeSpan At { get; init; }

    /// <summary>The session, where there is one.</summary>
    public SessionId? SessionId { get; init; }

    /// <summary>The address the event is about: the sender's, the new binding, the local or bound one.</summary>
    public TransportAddress Transport { get; init; }

    /// <summary>The binding before a switch; the binding that a refused sender does not have; the first address of a race; the
    /// server of a client's start.</summary>
    public TransportAddress PreviousTransport { get; init; }

    /// <summary>The refusal's coarse code.</summary>
    public RefusalCode Code { get; init; }

    /// <summary>The exact reason, or the violation of a security event.</summary>
    public ReasonCode Reason { get; init; }

    /// <summary>The state before a transition.</summary>
    public SessionState From { get; init; }

    /// <summary>The state after a transition.</summary>
    public SessionState To { get; init; }

    /// <summary>Why the transition, or the end.</summary>
    public TransitionReason TransitionReason { get; init; }

    /// <summary>The state version after the event, on the side that emits it.</summary>
    public long StateVersion { get; init; }

    /// <summary>The sequence number of data; 0 where the peer sends none.</summary>
    public long Sequence { get; init; }

    /// <summary>How often the session had switched its transport when it ended.</summary>
    public int Switches { get; init; }

    /// <summary>How long the session had lived when it ended; the idle time to live of a server's start.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The bound of a policy event.</summary>
    public long Limit { get; init; }

    /// <summary>What was observed against the bound.</summary>
    public long Observed { get; init; }

    /// <summary>The payload's UTF-8, valid until the core's next <c>Handle…</c> call. Not logged unless asked for.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>A server serves <paramref name="bind"/>; idle sessions live for <paramref name="idleTtl"/>.</summary>
    public static SessionEvent ServerStart(in TransportAddress bind, TimeSpan idleTtl) =>
        new()
        {
            Kind = SessionEventKind.ServerStart,
            Transport = bind,
            Duration = idleTtl,
        };

    /// <summary>A server has stopped.</summary>
    /// <param name="bind">What it served.</param>
    /// <param name="served">For how long.</param>
    /// <param name="told">How many sessions it ended by stopping.</param>
    /// <param name="totals">What it had done until then.</param>
    public static SessionEvent ServerStop(in TransportAddress bind, TimeSpan served, int told, ServerCounters totals)
    {
        ArgumentNullException.ThrowIfNull(totals);
        return new()
        {
            Kind = SessionEventKind.ServerStop,
            Transport = bind,
            Duration = served,
            Observed = told,
            Limit = totals.SessionsCreated,
            Switches = (int)Math.Min(totals.Switches, int.MaxValue),
            Sequence = totals.DataDelivered,
        };
    }

    /// <summary>A client has opened <paramref name="local"/> to talk to <paramref name="server"/>.</summary>
    public static SessionEvent ClientStart(in TransportAddress local, in TransportAddress server) =>
        new()
        {
            Kind = SessionEventKind.ClientStart,
            Transport = local,
            PreviousTransport = server,
        };

    /// <summary>The client's demonstration is over.</summary>
    public static SessionEvent ClientDone(SessionId id) => new() { Kind = SessionEventKind.ClientDone, SessionId = id };

    /// <summary>The demonstration closes the socket <paramref name="local"/>.</summary>
    public static SessionEvent SimulateTransportDeath(in TransportAddress local) =>
        new() { Kind = SessionEventKind.SimulateTransportDeath, Transport = local };

    /// <summary>The client goes on from <paramref name="local"/>.</summary>
    public static SessionEvent NewTransportCreated(in TransportAddress local) =>
        new() { Kind = SessionEventKind.NewTransportCreated, Transport = local };

    /// <summary>A session was made for <paramref name="transport"/>.</summary>
    public static SessionEvent SessionCreated(SessionId id, in TransportAddress transport) =>
        new()
        {
            Kind = SessionEventKind.SessionCreated,
            SessionId = id,
            Transport = transport,
        };

    /// <summary>The client was given the session.</summary>
    public static SessionEvent SessionEstablished(SessionId id, in TransportAddress server) =>
        new()
        {
            Kind = SessionEventKind.SessionEstablished,
            SessionId = id,
            Transport = server,
        };

    /// <summary>Data is delivered. <paramref name="sequence"/> is 0 where the peer sends none.</summary>
    public static SessionEvent DataAccepted(SessionId id, in TransportAddress transport, long sequence, ReadOnlyMemory<byte> payload) =>
        new()
        {
            Kind = SessionEventKind.DataAccepted,
            SessionId = id,
            Transport = transport,
            Sequence = sequence,
            Payload = payload,
        };

    /// <summary>A message of the server's is delivered to the client's application.</summary>
    public static SessionEvent DownlinkAccepted(SessionId id, in TransportAddress server, long sequence, ReadOnlyMemory<byte> payload) =>
        DataAccepted(id, server, sequence, payload) with
        {
            Kind = SessionEventKind.DownlinkAccepted,
        };

    /// <summary>The client at <paramref name="transport"/> has acknowledged the server's message.</summary>
    public static SessionEvent DownlinkRoundtrip(SessionId id, in TransportAddress transport, long sequence) =>
        new()
        {
            Kind = SessionEventKind.DownlinkRoundtrip,
            SessionId = id,
            Transport = transport,
            Sequence = sequence,
        };

    /// <summary>Data from <paramref name="from"/> is refused; <paramref name="bound"/> is the binding of a known session.</summary>
    public static SessionEvent DataRejected(
        SessionId? id,
        in TransportAddress from,
        in TransportAddress bound,
        RefusalCode code,
        ReasonCode reason
    ) =>
        new()
        {
            Kind = SessionEventKind.DataRejected,
            SessionId = id,
            Transport = from,
            PreviousTransport = bound,
            Code = code,
            Reason = reason,
        };

    /// <summary>A keepalive with a number not seen before restarted the idle time to live.</summary>
    public static SessionEvent KeepaliveAccepted(SessionId id, in TransportAddress transport, long sequence) =>
        new()
        {
            Kind = SessionEventKind.KeepaliveAccepted,
            SessionId = id,
            Transport = transport,
            Sequence = sequence,
        };

    /// <summary>A keepalive or an explicit end from <paramref name="from"/> is refused; <paramref name="bound"/> as for data.</summary>
    public static SessionEvent MessageRejected(
        SessionId? id,
        in TransportAddress from,
        in TransportAddress bound,
        RefusalCode code,
        ReasonCode reason
    ) => DataRejected(id, from, bound, code, reason) with { Kind = SessionEventKind.MessageRejected };

    /// <summary>The binding changes.</summary>
    /// <param name="id">The session.</param>
    /// <param name="from">The binding before.</param>
    /// <param name="to">The binding from now on.</param>
    /// <param name="stateVersion">The version after it.</param>
    /// <param name="reason">The seed's word for a move that the client asked for; <see cref="ReasonCode.Race"/> where the session
    /// goes back to who lost it in a race.</param>
    public static SessionEvent TransportSwitch(
        SessionId id,
        in TransportAddress from,
        in TransportAddress to,
        long stateVersion,
        ReasonCode reason = ReasonCode.TransportVolatility
    ) =>
        new()
        {
            Kind = SessionEventKind.TransportSwitch,
            SessionId = id,
            PreviousTransport = from,
            Transport = to,
            StateVersion = stateVersion,
            Reason = reason,
        };

    /// <summary>A reattach from <paramref name="from"/> is refused.</summary>
    public static SessionEvent ReattachRejected(SessionId? id, in TransportAddress from, RefusalCode code, ReasonCode reason) =>
        new()
        {
            Kind = SessionEventKind.ReattachRejected,
            SessionId = id,
            Transport = from,
            Code = code,
            Reason = reason,
        };

    /// <summary>A message that nobody here understands.</summary>
    public static SessionEvent UnknownMessage(in TransportAddress from, RefusalCode code, ReasonCode reason) =>
        new()
        {
            Kind = SessionEventKind.UnknownMessage,
            Transport = from,
            Code = code,
            Reason = reason,
        };

    /// <summary>The client's data was acknowledged for the first time.</summary>
    public static SessionEvent DataRoundtrip(SessionId id, long sequence) =>
        new()
        {
            Kind = SessionEventKind.DataRoundtrip,
            SessionId = id,
            Sequence = sequence,
        };

    /// <summary>A message of this side's own is given up for <paramref name="reason"/>.</summary>
    public static SessionEvent DataFailed(SessionId id, long sequence, ReasonCode reason) =>
        new()
        {
            Kind = SessionEventKind.DataFailed,
            SessionId = id,
            Sequence = sequence,
            Reason = reason,
        };

    /// <summary>The client's reattach ended: accepted where <paramref name="code"/> and <paramref name="reason"/> are none.</summary>
    public static SessionEvent ReattachResult(SessionId id, RefusalCode code, ReasonCode reason) =>
        new()
        {
            Kind = SessionEventKind.ReattachResult,
            SessionId = id,
            Code = code,
            Reason = reason,
        };

    /// <summary>One transition. <paramref name="code"/> is the refusal behind it, if one is.</summary>
    public static SessionEvent StateChange(SessionId? id, in Transition transition, long stateVersion, RefusalCode code) =>
        new()
        {
            Kind = SessionEventKind.StateChange,
            SessionId = id,
            From = transition.From,
            To = transition.To,
            TransitionReason = transition.Reason,
            StateVersion = stateVersion,
            Code = code,
        };

    /// <summary>The session was idle for its time to live.</summary>
    public static SessionEvent SessionExpired(SessionId id, in TransportAddress bound, TimeSpan lifetime, int switches) =>
        new()
        {
            Kind = SessionEventKind.SessionExpired,
            SessionId = id,
            Transport = bound,
            Duration = lifetime,
            Switches = switches,
            TransitionReason = TransitionReason.TtlSessionExpired,
            Reason = ReasonCode.SessionExpired,
        };

    /// <summary>The session ended; the id is missing where it never came to be.</summary>
    public static SessionEvent SessionTerminated(
        SessionId? id,
        TimeSpan lifetime,
        int switches,
        TransitionReason why,
        RefusalCode code,
        ReasonCode reason
    ) =>
        new()
        {
            Kind = SessionEventKind.SessionTerminated,
            SessionId = id,
            Duration = lifetime,
            Switches = switches,
            TransitionReason = why,
            Code = code,
            Reason = reason,
        };

    /// <summary>A violation that only an attack or a defect explains.</summary>
    public static SessionEvent SecurityEvent(SessionId? id, in TransportAddress from, ReasonCode violation) =>
        new()
        {
            Kind = SessionEventKind.SecurityEvent,
            SessionId = id,
            Transport = from,
            Reason = violation,
        };

    /// <summary>One request to reattach came from two addresses, <paramref name="from"/> and <paramref name="other"/>, which was
    /// first.</summary>
    public static SessionEvent Race(SessionId id, in TransportAddress from, in TransportAddress other) =>
        SecurityEvent(id, from, ReasonCode.Race) with
        {
            PreviousTransport = other,
        };

    /// <summary>A bound of the policy was met.</summary>
    public static SessionEvent PolicyEvent(SessionId? id, ReasonCode reason, long limit, long observed) =>
        new()
        {
            Kind = SessionEventKind.PolicyEvent,
            SessionId = id,
            Reason = reason,
            Limit = limit,
            Observed = observed,
        };

    /// <summary>What one source sent in a second beyond what is judged, or logged one by one.</summary>
    /// <param name="from">One address of the source.</param>
    /// <param name="limit">How many of its datagrams are judged in a second.</param>
    /// <param name="count">How many were not judged, or refused without an event of their own.</param>
    public static SessionEvent RateLimited(in TransportAddress from, long limit, long count) =>
        new()
        {
            Kind = SessionEventKind.RateLimited,
            Transport = from,
            Code = RefusalCode.RateLimited,
            Reason = ReasonCode.RateLimited,
            Limit = limit,
            Observed = count,
        };
}

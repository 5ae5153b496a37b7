using System.Diagnostics.CodeAnalysis;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Client;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <summary>The client's side of the protocol, without I/O: no clock, no lock, no thread, no socket. It holds one session on one
/// server.</summary>
/// <remarks>
/// <para>Inputs: <see cref="HandleDatagram"/>, <see cref="HandleTimeout"/>. Commands: <see cref="Connect"/>, <see cref="TrySend"/>,
/// <see cref="TransportLost"/>, <see cref="Reattach"/>, <see cref="Terminate(TimeSpan, ReasonCode)"/>. After each of them poll
/// <see cref="TryPollTransmit"/> and <see cref="TryPollEvent"/> until both are false; arm a timer for <see cref="NextTimeout"/>.</para>
/// <para>No datagram throws, whatever its bytes, and none ends the session but the server's answer to this client's own request
/// to reattach, and a <c>TERMINATE</c> from the server's address that names the session. Any other <c>ERROR</c> costs at most one
/// bounded attempt to reattach in each cooldown.</para>
/// <para>Time is monotonic protocol time since an arbitrary origin; a value before the last one counts as the last one. A session that a
/// bound of the options ends is over at the very tick, whether or not the timer has fired.</para>
/// <para>Thread rule: one thread at a time.</para>
/// </remarks>
public sealed class SessionClient : ISessionCore
{
    private readonly ClientTrust _trust;
    private readonly MessageReader _reader;
    private readonly ClientOutbox _outbox;
    private readonly ClientJournal _journal;
    private readonly LifeBounds _bounds;
    private readonly HandshakeAttempt _handshake;
    private readonly PathTraffic _traffic;
    private readonly Recovery _recovery;
    private readonly PathReview _review;
    private readonly DownlinkReceiver _downlink;
    private readonly SessionLife _life;
    private readonly AnswerHandler _answers;
    private readonly SpareSessions _spares;

    /// <summary>Creates a client that has not yet asked for a session.</summary>
    /// <param name="options">Its bounds; checked here.</param>
    /// <param name="server">The only address it sends to and listens to.</param>
    /// <param name="entropy">Where private keys, nonces and jitter come from.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="PlatformNotSupportedException">The mode has keys, and this platform has no build of libsodium.</exception>
    public SessionClient(ClientOptions options, TransportAddress server, IEntropySource entropy)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(entropy);
        options.Validate();
        Sodium.RequireFor(options.Mode);
        Options = options;
        Server = server;
        _trust = new ClientTrust(options, Counters, server);
        _reader = new MessageReader(options.MaximumDatagramSize, _trust.IsKeyed);
        _outbox = new ClientOutbox(Counters, server, _trust.Seal, _trust.IsKeyed);
        _journal = new ClientJournal(options, Counters, server);
        _bounds = new LifeBounds(options);
        _handshake = new HandshakeAttempt(options, entropy, _outbox);
        _traffic = new PathTraffic(options, entropy, Counters, _outbox);
        var attempt = new ReattachAttempt(options, entropy, _trust.Secrets, _outbox);
        _recovery = new Recovery(options, attempt, _outbox, _journal, _bounds, _traffic);
        _downlink = new DownlinkReceiver(_journal, _outbox, _traffic);
        _review = new PathReview(options, _journal, _bounds, _traffic, _recovery);
        _life = new SessionLife(_journal, _outbox, _handshake, _trust, _recovery, _traffic, _bounds, _review);
        _spares = new SpareSessions(_handshake, _outbox, _journal);
        var establishment = new Establishment(_handshake, _spares, _trust, _recovery, _journal);
        _answers = new AnswerHandler(_life, _journal, establishment, _spares, _recovery, _traffic, _downlink);
    }

    /// <summary>What was received and sent so far.</summary>
    public ClientCounters Counters { get; } = new();

    /// <summary>The bounds the client was made with.</summary>
    public ClientOptions Options { get; }

    /// <summary>Which kinds of events are kept for <see cref="TryPollEvent"/>; the others are not made, which saves their memory and time.
    /// A driver asks for what its sink wants.</summary>
    /// <value>Default: all.</value>
    public SessionEventKinds EventsWanted
    {
        get => _journal.Wanted;
        set => _journal.Wanted = value;
    }

    /// <summary>The server's address.</summary>
    public TransportAddress Server { get; }

    /// <summary>The session, once the handshake was accepted; it never changes.</summary>
    public SessionId? SessionId => _journal.SessionId;

    /// <summary>The state on the client's side.</summary>
    public SessionState State => _journal.State;

    /// <summary>How many transitions the client's side has made.</summary>
    public long StateVersion => _journal.Version;

    /// <summary>The state version that the server sent last; null before, and for ever with a prototype server.</summary>
    public long? ServerStateVersion => _recovery.ServerVersion;

    /// <summary>How many messages wait for their acknowledgement, sent or not.</summary>
    public int UnacknowledgedCount => _traffic.Unacknowledged;

    /// <summary>How the latest attempt to reattach stands.</summary>
    public ReattachOutcome LastReattach => _recovery.Outcome;

    /// <summary>How well the present path works.</summary>
    public PathHealth Health => _traffic.Health.View;

    /// <summary>The latest round trip that a keepalive measured; null before the first.</summary>
    public TimeSpan? KeepaliveRoundTrip => _traffic.KeepaliveRoundTrip;

    /// <summary>When <see cref="HandleTimeout"/> has something to do, in protocol time; null while nothing is due at any time.</summary>
    public TimeSpan? NextTimeout =>
        State switch
        {
            SessionState.Birth => Deadlines.Earliest(_handshake.Deadline, _trust.NextReport),
            SessionState.Terminated => null,
            _ => Deadlines.Earliest(
                Deadlines.Earliest(_bounds.Next, _recovery.NextDeadline, _trust.NextReport),
                _review.NextDeadline,
                Deadlines.Earliest(_journal.IsBound ? _traffic.NextDeadline : null, _spares.Until)
            ),
        };

    /// <summary>When a switch that nothing forces is allowed.</summary>
    internal TimeSpan MaySwitchAt => _recovery.MaySwitchAt;

    /// <summary>Whether there is no transport at all: nothing is sent until <see cref="Reattach"/> says that there is one.</summary>
    public bool AwaitsTransport => _recovery.AwaitsTransport;

    /// <summary>Whether keepalives are sent of the client's own accord, at the interval of the options; one that asks whether a path works
    /// is sent in any case.</summary>
    /// <value>Default: true. It may be changed at any time; to be true again begins the interval again.</value>
    public bool KeepsAlive
    {
        get => _traffic.KeepsAlive;
        set => _traffic.KeepAlive(value, _journal.IsBound, _journal.Now);
    }

    /// <summary>Over how many paths the handshake may go: each gets its share of the attempts.</summary>
    internal int HandshakePaths
    {
        set => _handshake.Paths = value;
    }

    /// <summary>Until when the other paths of the handshake are listened to, for sessions that it has made there; null where there can be
    /// none.</summary>
    internal TimeSpan? SparesUntil => _spares.Until;

    /// <summary>Whether the server's messages are taken now; those that are not stay with the server.</summary>
    internal bool TakesDownlink
    {
        set => _downlink.IsOpen = value;
    }

    /// <summary>The session's keys, for a look at whether they were wiped.</summary>
    internal SessionKeys? Keys => _trust.Secrets.Keys;

    /// <summary>The client's side of a handshake with keys while that lasts, for a look at whether it was wiped.</summary>
    internal KeyOffer? Offer => _handshake.Offer;

    /// <summary>Asks for a session, again and again until it is answered or the attempts are spent, which terminates the client.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public void Connect(TimeSpan now)
    {
        _journal.Advance(now);
        if (_handshake.Begun)
        {
            throw new InvalidOperationException("This client has connected before; a new session takes a new client.");
        }

        _bounds.Begin(_journal.Now);
        _handshake.Begin(_journal.Now);
    }

    /// <summary>Takes one message to be delivered; it waits while there is no session or no transport.</summary>
    /// <param name="payload">UTF-8 text; it is copied.</param>
    /// <param name="now">Protocol time.</param>
    /// <param name="sequence">The message's number, from 1, which its acknowledgement's event carries; 0 if it was not taken.</param>
    /// <param name="semantics">How much is promised.</param>
    /// <returns>False if the queue is full or the session is terminated.</returns>
    /// <exception cref="ArgumentException">The payload is not UTF-8, or its datagram would be too long.</exception>
    public bool TrySend(
        ReadOnlySpan<byte> payload,
        TimeSpan now,
        out long sequence,
        DeliverySemantics semantics = DeliverySemantics.ExactlyOnce
    )
    {
        _life.Advance(now);
        sequence = 0;
        if (State == SessionState.Terminated || !_traffic.TryAdd(payload, semantics, out sequence))
        {
            return false;
        }

        _life.Pump();
        return true;
    }

    /// <summary>Says that the transport is gone. The client sends nothing until <see cref="Reattach"/> says that there is one.</summary>
    public void TransportLost(TimeSpan now)
    {
        _life.Advance(now);
        if (State == SessionState.Birth)
        {
            _outbox.Clear();
            _handshake.Stop();
        }
        else if (State != SessionState.Terminated)
        {
            _recovery.LoseTransport();
        }
    }

    /// <summary>Proves the session to the server from the present transport, which may be a new one. Without a session yet, the handshake
    /// is sent again.</summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="sameTransport">True if the transport is the one that was used before. Then a path that works is kept where
    /// no switch is allowed; otherwise it is left, and the client begins by itself when one more is allowed.</param>
    /// <returns>False if nothing was begun: not connected yet, terminated, or as many switches in the last minute as the
    /// options allow.</returns>
    public bool Reattach(TimeSpan now, bool sameTransport = false)
    {
        _life.Advance(now);
        switch (State)
        {
            case SessionState.Birth when _handshake.Begun:
                _handshake.Send(_journal.Now);
                return true;
            case SessionState.Birth or SessionState.Terminated:
                return false;
            default:
                return sameTransport ? _recovery.TryRenew() : _recovery.TryBegin(SessionTrigger.BetterPathPreferred);
        }
    }

    /// <summary>
    /// Ends the session on purpose, and tells the server so once if there is a transport; the server is not waited for. What is not
    /// acknowledged yet is given up.
    /// </summary>
    /// <param name="now">Protocol time.</param>
    /// <param name="reason">What the server is told, and the event says.</param>
    /// <returns>False if the session is terminated already.</returns>
    public bool Terminate(TimeSpan now, ReasonCode reason = ReasonCode.SessionTerminated)
    {
        _life.Advance(now);
        if (State == SessionState.Terminated)
        {
            return false;
        }

        _outbox.Clear();
        if (SessionId is { } id && !_recovery.AwaitsTransport)
        {
            _outbox.Send(Endings.Tell(id, reason));
        }

        _life.End(SessionTrigger.ExplicitEnd, RefusalCode.None, reason);
        return true;
    }

    /// <summary>Handles one datagram, whatever it contains. It is read only during the call.</summary>
    public void HandleDatagram(ReadOnlySpan<byte> datagram, in TransportAddress from, TimeSpan now)
    {
        _life.Advance(now);
        Counters.Received++;
        if (from != Server || _reader.Read(datagram, out WireMessage message) != ReadOutcome.Message)
        {
            Counters.Ignored++;
            return;
        }

        message = message.PayloadIsEscaped ? _reader.Unescape(message) : message;
        if (!_trust.Admits(message, _journal) || !_answers.TryTake(message))
        {
            Counters.Ignored++;
        }
    }

    /// <summary>Asks the bound path at once whether it works, where nothing asks it already.</summary>
    internal void ProbePath(TimeSpan now)
    {
        _life.Advance(now);
        _traffic.Probe(_journal.IsBound, _journal.Now);
        _life.Pump();
    }

    /// <summary>Sums up at once what was not recorded: nothing comes after it.</summary>
    internal void ReportLast() => _trust.Report(_journal, isLast: true);

    void ISessionCore.HandleTooLarge(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        _life.Advance(now);
        if (_reader.Read(datagram, out WireMessage own) == ReadOutcome.Message && own.Type == MessageType.Data)
        {
            _traffic.Abandon(own.Sequence);
            _life.Pump();
        }
    }

    /// <summary>Does what time alone demands: ends, gives up, concludes or sends again.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        _life.Advance(now);
        if (State == SessionState.Birth && _handshake.IsDue(_journal.Now) && !_handshake.TrySendAgain(_journal.Now))
        {
            _life.Terminate(SessionTrigger.TransportLossTtlReached, _handshake.Refusal, _handshake.Reason);
            return;
        }

        _spares.Advance();
        _life.Pump();
        if (_recovery.Pump() is { } end)
        {
            _life.Terminate(Endings.TriggerOf(end.Reason), end.Code, end.Reason);
        }
    }

    /// <summary>Takes the oldest datagram to be sent.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than the datagram.</exception>
    public bool TryPollTransmit(Span<byte> buffer, out int length, out TransportAddress to) => _outbox.TryTake(buffer, out length, out to);

    bool ISessionCore.TryTakeTransmit(out ReadOnlySpan<byte> datagram, out TransportAddress to) => _outbox.TryTake(out datagram, out to);

    /// <summary>Takes the oldest event.</summary>
    /// <param name="e">The event; a payload in it is valid until the next <c>Handle…</c> call.</param>
    /// <param name="at">When it happened, in protocol time.</param>
    public bool TryPollEvent([NotNullWhen(true)] out ISessionEvent? e, out TimeSpan at) => _journal.TryTake(out e, out at);

    /// <summary>Overwrites the keys and releases the keyed hash with its secret. Only counters and properties may be read
    /// afterwards.</summary>
    public void Dispose()
    {
        _handshake.Dispose();
        _trust.Dispose();
    }
}

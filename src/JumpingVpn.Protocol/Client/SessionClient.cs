using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Client;
using JumpingVpn.Protocol.Driving;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.States;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <summary>
/// The client's side of the protocol, without I/O: no clock, no lock, no thread, no socket. It knows one server and holds
/// one session; a second session takes a second client.
/// </summary>
/// <remarks>
/// <para>Inputs: <see cref="HandleDatagram"/>, <see cref="HandleTimeout"/>. Commands: <see cref="Connect"/>, <see cref="TrySend"/>,
/// <see cref="TransportLost"/>, <see cref="Reattach"/>, <see cref="Terminate(TimeSpan, ReasonCode)"/>. After each of them poll <see cref="TryPollTransmit"/> and
/// <see cref="TryPollEvent"/> until they answer false, then arm a timer for <see cref="NextTimeout"/>.</para>
/// <para>No datagram throws, whatever its bytes, and none ends the session but the server's answer to this client's own request
/// to reattach, and a <c>TERMINATE</c> from the server's address that names the session. Any other <c>ERROR</c> costs at most one bounded attempt to reattach in each cooldown.</para>
/// <para>Time is monotonic protocol time since an arbitrary origin; a value before the last one counts as the last one.</para>
/// <para>Thread rule: one thread at a time.</para>
/// </remarks>
public sealed partial class SessionClient : ISessionCore
{
    private readonly ClientOptions _options;
    private readonly ClientSecrets _secrets;
    private readonly AnswerTrust _trust;
    private readonly MessageSeal _seal;
    private readonly MessageReader _reader;
    private readonly ClientOutbox _outbox;
    private readonly DataSender _data;
    private readonly HandshakeAttempt _handshake;
    private readonly ReattachAttempt _reattach;
    private readonly KeepaliveSender _keepalive;
    private readonly EventQueue _events;
    private StateMachine _machine;
    private bool _serverEchoesNonces;
    private bool _awaitsTransport;
    private TimeSpan _established;
    private TimeSpan _errorsCountFrom;
    private int _switches;
    private TimeSpan _now;

    /// <summary>Creates a client that has not yet asked for a session.</summary>
    /// <param name="options">Its bounds; checked here.</param>
    /// <param name="server">The only address it sends to and listens to.</param>
    /// <param name="entropy">Where private keys, nonces and jitter come from.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SessionClient(ClientOptions options, TransportAddress server, IEntropySource entropy)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(entropy);
        options.Validate();
        _options = options;
        Server = server;
        var macs = new MessageMac();
        _secrets = new ClientSecrets(options);
        _trust = new AnswerTrust(options.Mode, macs);
        _seal = new MessageSeal(macs, MacDirection.ToServer);
        _reader = new MessageReader(options.MaximumDatagramSize, _trust.IsKeyed);
        _outbox = new ClientOutbox(Counters, server, _seal, _trust.IsKeyed);
        _data = new DataSender(options, entropy, Counters, _outbox);
        _handshake = new HandshakeAttempt(options, entropy, _outbox);
        _reattach = new ReattachAttempt(options, entropy, _secrets, _outbox);
        _keepalive = new KeepaliveSender(options, Counters, _outbox);
        _events = new EventQueue(options.MaximumPendingEvents);
    }

    /// <summary>What was received and sent so far.</summary>
    public ClientCounters Counters { get; } = new();

    /// <summary>The bounds the client was made with.</summary>
    public ClientOptions Options => _options;

    /// <summary>The server's address.</summary>
    public TransportAddress Server { get; }

    /// <summary>The session, once the handshake was accepted; it never changes.</summary>
    public SessionId? SessionId { get; private set; }

    /// <summary>The state on the client's side.</summary>
    public SessionState State => _machine.State;

    /// <summary>How many transitions the client's side has made.</summary>
    public long StateVersion => _machine.Version;

    /// <summary>The state version that the server told last; null before, and for ever with a prototype server.</summary>
    public long? ServerStateVersion { get; private set; }

    /// <summary>How many messages wait for their acknowledgement, sent or not.</summary>
    public int UnacknowledgedCount => _data.Unacknowledged;

    /// <summary>How the latest attempt to reattach stands.</summary>
    public ReattachOutcome LastReattach { get; private set; }

    /// <summary>The latest round trip that a keepalive measured; null before the first.</summary>
    public TimeSpan? KeepaliveRoundTrip => _keepalive.RoundTrip;

    /// <summary>When <see cref="HandleTimeout"/> has something to do, in protocol time; null while nothing waits for an answer.</summary>
    public TimeSpan? NextTimeout => State switch
    {
        SessionState.Birth => _handshake.Deadline,
        SessionState.Attached => Earlier(_data.NextDeadline, _keepalive.Deadline),
        SessionState.Reattaching => _reattach.Deadline,
        _ => null,
    };

    /// <summary>Asks for a session, again and again until it is answered or the attempts are spent, which terminates the client.</summary>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public void Connect(TimeSpan now)
    {
        Advance(now);
        if (_handshake.Begun)
        {
            throw new InvalidOperationException("This client has connected before; a new session takes a new client.");
        }

        _established = _now;
        _handshake.Begin(_now);
    }

    /// <summary>Takes one message to be delivered exactly once; it waits while there is no session or no transport.</summary>
    /// <param name="payload">UTF-8 text; it is copied.</param>
    /// <param name="now">Protocol time.</param>
    /// <param name="sequence">The message's number, from 1, which its acknowledgement's event carries; 0 where it was not taken.</param>
    /// <returns>False where the queue is full or the session is terminated.</returns>
    /// <exception cref="ArgumentException">The payload is not UTF-8, or its datagram would be too long.</exception>
    public bool TrySend(ReadOnlySpan<byte> payload, TimeSpan now, out long sequence)
    {
        Advance(now);
        sequence = 0;
        if (State == SessionState.Terminated || !_data.TryAdd(payload, out sequence))
        {
            return false;
        }

        PumpData();
        return true;
    }

    /// <summary>Says that the transport is gone. The client sends nothing until <see cref="Reattach"/> says that there is one.</summary>
    public void TransportLost(TimeSpan now)
    {
        Advance(now);
        _outbox.Clear();
        _keepalive.Stop();
        _awaitsTransport = true;
        _handshake.Stop();
        _reattach.End();
        if (State is SessionState.Attached or SessionState.Degraded)
        {
            Fire(SessionTrigger.TransportDied);
        }

        if (State == SessionState.Reattaching)
        {
            LastReattach = default;
        }
    }

    /// <summary>
    /// Proves the session to the server from the present transport, which may be a new one. Without a session yet, the handshake
    /// is sent again.
    /// </summary>
    /// <returns>False where there is nothing to reattach: not connected yet, or terminated.</returns>
    public bool Reattach(TimeSpan now)
    {
        Advance(now);
        _awaitsTransport = false;
        switch (State)
        {
            case SessionState.Birth when _handshake.Begun:
                _handshake.Send(_now);
                return true;
            case SessionState.Birth or SessionState.Terminated:
                return false;
            case SessionState.Degraded:
                BeginReattach(SessionTrigger.RetryPossible);
                return true;
            default:
                BeginReattach(SessionTrigger.BetterPathPreferred);
                return true;
        }
    }

    /// <summary>Handles one datagram, whatever it contains. It is read only during the call.</summary>
    public void HandleDatagram(ReadOnlySpan<byte> datagram, in TransportAddress from, TimeSpan now)
    {
        Advance(now);
        Counters.Received++;
        bool readable = _reader.Read(datagram, out WireMessage message) == ReadOutcome.Message;
        if (from != Server || !readable || !IsTrusted(message) || !TryDispatch(message))
        {
            Counters.Ignored++;
        }
    }

    /// <summary>Does what time alone demands: sends again what is not answered, or gives up.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        Advance(now);
        switch (State)
        {
            case SessionState.Birth when _handshake.IsDue(_now) && !_handshake.TrySendAgain(_now):
                Terminate(SessionTrigger.TransportLossTtlReached, _handshake.Refusal, _handshake.Reason);
                break;
            case SessionState.Attached:
                PumpData();
                PumpKeepalive();
                break;
            case SessionState.Reattaching when !_reattach.TryPump(SessionId!.Value, _now):
                Conclude(ReattachStatus.TimedOut, RefusalCode.None, ReasonCode.NoAnswer);
                Fire(SessionTrigger.ReattachUnanswered);
                break;
        }
    }

    /// <summary>Takes the oldest datagram to be sent.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than the datagram.</exception>
    public bool TryPollTransmit(Span<byte> buffer, out int length, out TransportAddress to) => _outbox.TryTake(buffer, out length, out to);

    bool ISessionCore.TryTakeTransmit(out ReadOnlySpan<byte> datagram, out TransportAddress to) => _outbox.TryTake(out datagram, out to);

    /// <summary>Takes the oldest event.</summary>
    public bool TryPollEvent(out SessionEvent e) => _events.TryTake(out e);

    /// <summary>Overwrites the keys and releases the keyed hash with its secret. Only counters and properties may be read afterwards.</summary>
    public void Dispose()
    {
        ForgetSecrets();
        _outbox.Dispose();
    }

    private bool TryDispatch(in WireMessage message) => message.Type switch
    {
        MessageType.HandshakeAck => TryEstablish(message),
        MessageType.DataAck => TryAcknowledge(message),
        MessageType.ReattachAck => TryAcceptReattach(message),
        MessageType.Error => TryHandleError(message),
        MessageType.KeepaliveAck => TryAcknowledgeKeepalive(message),
        MessageType.Terminate => TryHandleTerminate(message),
        _ => false,
    };

    private bool TryEstablish(in WireMessage message)
    {
        if (State != SessionState.Birth || !_handshake.IsAnsweredBy(message))
        {
            return false;
        }

        if (!_handshake.TryAgree(message, out SessionKeys? keys))
        {
            Emit(SessionEvent.SecurityEvent(null, Server, _handshake.Reason));
            return false; // the true answer may still come
        }

        AdoptKeys(message.SessionId, keys);
        _handshake.Stop();
        _serverEchoesNonces = message.Has(Members.Nonce);
        _established = _now;
        SessionId = message.SessionId;
        ServerStateVersion = message.Has(Members.StateVersion) ? message.StateVersion : null;
        Emit(SessionEvent.SessionEstablished(message.SessionId, Server));
        Fire(SessionTrigger.HandshakeAccepted);
        _keepalive.Restart(_now);
        PumpData();
        return true;
    }

    private bool TryAcknowledge(in WireMessage message)
    {
        if (SessionId != message.SessionId || State == SessionState.Terminated || !_data.TryAcknowledge(message, out long sequence))
        {
            return false;
        }

        Emit(SessionEvent.DataRoundtrip(message.SessionId, sequence));
        _keepalive.Restart(_now);
        PumpData();
        return true;
    }

    private bool TryAcceptReattach(in WireMessage message)
    {
        bool expected = _reattach.IsActive && SessionId == message.SessionId && _reattach.IsAnsweredBy(message, _serverEchoesNonces);
        bool rollsBack = message.Has(Members.StateVersion) && message.StateVersion < ServerStateVersion;
        if (!expected || rollsBack)
        {
            return false;
        }

        _switches++;
        _errorsCountFrom = _now + _options.ReattachCooldown;
        ServerStateVersion = message.Has(Members.StateVersion) ? message.StateVersion : ServerStateVersion;
        Conclude(ReattachStatus.Accepted);
        Fire(SessionTrigger.ReattachAccepted);
        Fire(SessionTrigger.StabilityMet); // the stability window is zero
        _data.Restart();
        _keepalive.Restart(_now);
        PumpData();
        return true;
    }

    private void BeginReattach(SessionTrigger trigger)
    {
        if (State != SessionState.Reattaching)
        {
            Fire(trigger);
        }

        _outbox.Clear();
        _keepalive.Stop();
        Counters.ReattachesStarted++;
        _errorsCountFrom = _now + _options.ReattachCooldown;
        LastReattach = new ReattachOutcome(ReattachStatus.Pending);
        _reattach.Begin(SessionId!.Value, ServerStateVersion, _now);
    }

    private void Conclude(ReattachStatus status, RefusalCode code = RefusalCode.None, ReasonCode reason = ReasonCode.None)
    {
        _reattach.End();
        LastReattach = new ReattachOutcome(status, code, reason);
        Emit(SessionEvent.ReattachResult(SessionId!.Value, code, reason));
    }

    private void PumpData()
    {
        if (State == SessionState.Attached && !_data.TryPump(SessionId!.Value, _now))
        {
            BeginReattach(SessionTrigger.TransportDied); // many attempts, no answer: perhaps the binding is not ours any more
        }
    }

    private Transition? Fire(SessionTrigger trigger, RefusalCode code = RefusalCode.None)
    {
        if (_machine.TryFire(trigger, out Transition transition))
        {
            Emit(SessionEvent.StateChange(SessionId, transition, _machine.Version, code));
            return transition;
        }

        Emit(SessionEvent.SecurityEvent(SessionId, Server, ReasonCode.ForbiddenTransition));
        return null;
    }

    private void Advance(TimeSpan now) => _now = now > _now ? now : _now;

    private void Emit(in SessionEvent e)
    {
        if (!_events.TryAdd(e with { At = _now }))
        {
            Counters.EventsDropped++;
        }
    }
}

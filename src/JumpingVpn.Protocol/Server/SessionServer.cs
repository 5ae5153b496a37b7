using System.Buffers.Binary;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Driving;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Server;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol;

/// <summary>
/// The server's side of the protocol, without I/O: no clock, no lock, no thread, no socket. Datagrams and time go in by
/// <c>Handle…</c>; datagrams, events and the next deadline come out by polling.
/// </summary>
/// <remarks>
/// <para>Inputs: <see cref="HandleDatagram"/>, <see cref="HandleTimeout"/>. After each of them poll <see cref="TryPollTransmit"/> and
/// <see cref="TryPollEvent"/> until they answer false, then arm a timer for <see cref="NextTimeout"/>. No input throws,
/// whatever the bytes; a refusal changes nothing but <see cref="Counters"/>.</para>
/// <para>Time is monotonic protocol time since an arbitrary origin; a value before the last one counts as the last one.
/// A session is gone at the very tick its time to live ends, whether or not the timer has fired.</para>
/// <para>A switch of the binding leaves the server's state at Attached and raises the state version by exactly one.</para>
/// <para>Thread rule: one thread at a time.</para>
/// </remarks>
public sealed partial class SessionServer : ISessionCore
{
    // Expiry is constant work a session, but a million may be due at once; a bounded share keeps each call short.
    private const int ExpiriesPerDatagram = 32;
    private const int ExpiriesPerTimeout = 4_096;

    private readonly ServerOptions _options;
    private readonly IEntropySource _entropy;
    private readonly SessionTable _sessions = new();
    private readonly Tombstones _tombstones;
    private readonly HandshakeMemory _handshakes = new();
    private readonly ReattachProof _proof;
    private readonly MessageReader _reader;
    private readonly TransmitQueue _transmits;
    private readonly AnswerWriter _answers;
    private readonly EventQueue _events;
    private readonly byte[] _payload;
    private TimeSpan _now;

    /// <summary>Creates a server without sessions.</summary>
    /// <param name="options">Its bounds; checked here.</param>
    /// <param name="entropy">Where session ids come from.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public SessionServer(ServerOptions options, IEntropySource entropy)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(entropy);
        options.Validate();
        _options = options;
        _entropy = entropy;
        _tombstones = new Tombstones(options.MaximumTombstones);
        _proof = new ReattachProof(options.SharedSecret.Span);
        _reader = new MessageReader(options.MaximumDatagramSize);
        _transmits = new TransmitQueue(options.MaximumPendingDatagrams);
        _answers = new AnswerWriter(Counters, _transmits);
        _events = new EventQueue(options.MaximumPendingEvents);
        _payload = new byte[options.MaximumDatagramSize];
    }

    /// <summary>What was received, refused and done so far.</summary>
    public ServerCounters Counters { get; } = new();

    /// <summary>The bounds the server was made with.</summary>
    public ServerOptions Options => _options;

    /// <summary>How many sessions are held. Those whose time is up leave with the next <c>Handle…</c> call.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>When <see cref="HandleTimeout"/> has something to do, in protocol time; null while there is no session.</summary>
    public TimeSpan? NextTimeout => _sessions is { MostIdle: { } idle, Oldest: { } oldest }
        ? Earlier(idle.LastActivity + _options.IdleTtl, oldest.Created + _options.MaximumLifetime)
        : null;

    /// <summary>Looks at one session; false where none is held under that id.</summary>
    public bool TryGetSession(SessionId id, out SessionView view)
    {
        if (_sessions.Find(id) is not { } session)
        {
            view = default;
            return false;
        }

        view = new SessionView
        {
            Id = id,
            Binding = session.Binding,
            State = session.Machine.State,
            StateVersion = session.Machine.Version,
            Switches = session.Switches,
            RememberedNonces = session.Nonces.Count,
            HighestSequence = session.Delivered.Highest,
            Created = session.Created,
            LastActivity = session.LastActivity,
            ExpiresAt = Earlier(session.LastActivity + _options.IdleTtl, session.Created + _options.MaximumLifetime),
        };
        return true;
    }

    /// <summary>Handles one datagram, whatever it contains. It is read only during the call.</summary>
    public void HandleDatagram(ReadOnlySpan<byte> datagram, in TransportAddress from, TimeSpan now)
    {
        Advance(now);
        ExpireDue(ExpiriesPerDatagram);
        Counters.Received++;
        _answers.Begin(from, datagram.Length);
        switch (_reader.Read(datagram, out WireMessage message))
        {
            case ReadOutcome.NotAMessage:
                Counters.Ignored++;
                break;
            case ReadOutcome.TooLarge:
                RefuseUnread(message.Type, from, RefusalCode.TooLarge, ReasonCode.TooLarge);
                break;
            case ReadOutcome.UnknownType:
                RefuseUnread(message.Type, from, RefusalCode.UnknownType, ReasonCode.UnknownType);
                break;
            case ReadOutcome.Malformed:
                RefuseUnread(message.Type, from, RefusalCode.Malformed, ReasonCode.Malformed);
                break;
            default:
                Dispatch(message, from);
                break;
        }
    }

    /// <summary>Does what time alone demands: sessions whose time to live has ended leave.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        Advance(now);
        ExpireDue(ExpiriesPerTimeout);
    }

    /// <summary>Takes the oldest datagram to be sent.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than the datagram.</exception>
    public bool TryPollTransmit(Span<byte> buffer, out int length, out TransportAddress to) =>
        _transmits.TryDequeue(buffer, out length, out to);

    /// <summary>Takes the oldest event.</summary>
    public bool TryPollEvent(out SessionEvent e) => _events.TryTake(out e);

    /// <summary>Releases the keyed hash and with it the secret. Only counters and views may be read afterwards.</summary>
    public void Dispose()
    {
        _proof.Dispose();
        _answers.Dispose();
    }

    private void Dispatch(in WireMessage message, in TransportAddress from)
    {
        switch (message.Type)
        {
            case MessageType.Data:
                HandleData(message, from);
                break;
            case MessageType.ReattachRequest:
                HandleReattach(message, from);
                break;
            case MessageType.HandshakeInit:
                HandleHandshake(message, from);
                break;
            case MessageType.Keepalive:
                HandleKeepalive(message, from);
                break;
            case MessageType.Terminate:
                HandleTerminate(message, from);
                break;
            default:
                RefuseUnread(message.Type, from, RefusalCode.UnknownType, ReasonCode.UnknownType);
                break;
        }
    }

    private void HandleHandshake(in WireMessage message, in TransportAddress from)
    {
        bool sentBefore = _handshakes.TryFind(from, message.Nonce, out SessionId known);
        if (sentBefore && FindLive(known) is { Switches: 0 } same) // so it is still bound to this very source
        {
            Counters.Reacknowledged++;
            _answers.Ack(MessageType.HandshakeAck, known, same.Machine.Version, message.Nonce);
            return;
        }

        if (_sessions.Count >= _options.MaximumSessions)
        {
            Emit(SessionEvent.PolicyEvent(null, ReasonCode.ServerFull, _options.MaximumSessions, _sessions.Count + 1L));
            Refuse(RefusalCode.ServerFull, ReasonCode.ServerFull, nonce: message.Nonce);
            return;
        }

        var session = new Session(NewId(), from, _now);
        _sessions.Add(session);
        _handshakes.Remember(from, message.Nonce, session.Id);
        Counters.SessionsCreated++;
        Emit(SessionEvent.SessionCreated(session.Id, from));
        Fire(session, SessionTrigger.HandshakeAccepted);
        _answers.Ack(MessageType.HandshakeAck, session.Id, session.Machine.Version, message.Nonce);
    }

    private void HandleData(in WireMessage message, in TransportAddress from)
    {
        if (FindLive(message.SessionId) is not { } session)
        {
            RefuseData(message.SessionId, from, default, RefusalCode.UnknownSession, _tombstones.ReasonFor(message.SessionId));
            return;
        }

        if (session.Binding != from)
        {
            RefuseData(session.Id, from, session.Binding, RefusalCode.WrongTransport, ReasonCode.WrongTransport);
            return;
        }

        bool numbered = message.Has(Members.Sequence);
        switch (numbered ? session.Delivered.Accept(message.Sequence) : Replay.SequenceVerdict.New)
        {
            case Replay.SequenceVerdict.TooOld:
                RefuseData(session.Id, from, session.Binding, RefusalCode.PolicyDeny, ReasonCode.SequenceTooOld);
                return;
            case Replay.SequenceVerdict.Duplicate:
                Counters.DataDuplicates++; // nothing new was accepted, so the time to live runs on
                break;
            default:
                _sessions.Touch(session, _now);
                Counters.DataDelivered++;
                message.Payload.CopyTo(_payload);
                Emit(SessionEvent.DataAccepted(session.Id, from, message.Sequence, _payload.AsMemory(0, message.Payload.Length)));
                break;
        }

        _answers.DataAck(session.Id, numbered ? message.Sequence : null);
    }

    /// <summary>The order of these checks is the protocol's: each refusal says no more than the checks before it have earned.</summary>
    private void HandleReattach(in WireMessage message, in TransportAddress from)
    {
        SessionId id = message.SessionId;
        if (FindLive(id) is not { } session)
        {
            RefuseReattach(message, from, RefusalCode.UnknownSession, _tombstones.ReasonFor(id));
            return;
        }

        if (!_proof.Verify(id, message.Nonce, message.Proof, out ulong fingerprint))
        {
            RefuseReattach(message, from, RefusalCode.BadProof, ReasonCode.BadProof);
            return;
        }

        if (session.Nonces.Contains(fingerprint))
        {
            if (session.Binding == from && session.Nonces.IsLatest(fingerprint))
            {
                Counters.Reacknowledged++; // the request that made this binding: its acknowledgement was lost
                _answers.Ack(MessageType.ReattachAck, id, session.Machine.Version, message.Nonce);
                return;
            }

            Emit(SessionEvent.SecurityEvent(id, from, ReasonCode.Replay));
            RefuseReattach(message, from, RefusalCode.ReplayDetected, ReasonCode.Replay);
            return;
        }

        if (message.Has(Members.StateVersion) && message.StateVersion != session.Machine.Version)
        {
            RefuseReattach(message, from, RefusalCode.StaleStateVersion, ReasonCode.StaleStateVersion, session.Machine.Version);
            return;
        }

        if (session.Nonces.Count >= _options.MaximumNonces)
        {
            Emit(SessionEvent.PolicyEvent(id, ReasonCode.NonceMemoryFull, _options.MaximumNonces, session.Nonces.Count + 1L));
            RefuseReattach(message, from, RefusalCode.PolicyDeny, ReasonCode.NonceMemoryFull);
            return;
        }

        CommitSwitch(session, from, fingerprint);
        _answers.Ack(MessageType.ReattachAck, id, session.Machine.Version, message.Nonce);
    }

    private void CommitSwitch(Session session, in TransportAddress to, ulong fingerprint)
    {
        TransportAddress previous = session.Binding;
        session.Nonces.Add(fingerprint, _options.MaximumNonces);
        session.Binding = to;
        session.Switches++;
        session.Machine.CountSwitch();
        _sessions.Touch(session, _now);
        Counters.Switches++;
        Emit(SessionEvent.TransportSwitch(session.Id, previous, to, session.Machine.Version));
    }

    private void Fire(Session session, SessionTrigger trigger)
    {
        if (session.Machine.TryFire(trigger, out Transition transition))
        {
            Emit(SessionEvent.StateChange(session.Id, transition, session.Machine.Version, RefusalCode.None));
        }
        else
        {
            Emit(SessionEvent.SecurityEvent(session.Id, session.Binding, ReasonCode.ForbiddenTransition));
        }
    }

    private SessionId NewId()
    {
        Span<byte> bytes = stackalloc byte[8];
        for (int draw = 0; draw < 64; draw++)
        {
            _entropy.Fill(bytes);
            var id = new SessionId(BinaryPrimitives.ReadUInt64BigEndian(bytes));
            if (!_sessions.Contains(id) && !_tombstones.Contains(id))
            {
                return id;
            }
        }

        throw new InvalidOperationException("The entropy source gave 64 session ids in a row that were taken: it repeats itself.");
    }

    private static TimeSpan Earlier(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private void Advance(TimeSpan now) => _now = now > _now ? now : _now;

    private void Emit(in SessionEvent e)
    {
        if (!_events.TryAdd(e with { At = _now }))
        {
            Counters.EventsDropped++;
        }
    }
}

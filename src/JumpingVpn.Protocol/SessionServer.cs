using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Policy;
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
public sealed class SessionServer : ISessionCore
{
    // Expiry is constant work a session, but a million may be due at once; a bounded share keeps each call short.
    private const int ExpiriesPerDatagram = 32;
    private const int ExpiriesPerTimeout = 4_096;

    private const int TableKeyLength = 16;
    private const int TokenKeyLength = 32;

    private readonly byte[] _drawn = new byte[TableKeyLength + TokenKeyLength];
    private readonly ServerJournal _journal;
    private readonly LiveSessions _sessions;
    private readonly KeyAgreement? _agreement;
    private readonly MessageAuthenticator _authenticator;
    private readonly MessageReader _reader;
    private readonly TransmitQueue _transmits;
    private readonly AnswerWriter _answers;
    private readonly SourceGuard _guard;
    private readonly HandshakeGate _gate;
    private readonly PathValidator _paths;
    private readonly Refusals _refusals;
    private readonly HandshakeHandler _handshakes;
    private readonly DataHandler _data;
    private readonly ReattachHandler _reattaches;
    private readonly Switches _switches;
    private readonly LivenessHandler _liveness;
    private readonly DownlinkHandler _downlinks;
    private bool _stopping;

    /// <summary>Creates a server without sessions.</summary>
    /// <param name="options">Its bounds; checked here.</param>
    /// <param name="entropy">Where session ids, private keys, nonces, and the keys of cookies, challenges and tables come from.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="PlatformNotSupportedException">The mode has keys, and this platform has no build of libsodium.</exception>
    public SessionServer(ServerOptions options, IEntropySource entropy)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(entropy);
        options.Validate();
        Sodium.RequireFor(options.Mode);
        Options = options;
        _journal = new ServerJournal(options.MaximumPendingEvents);
        _sessions = new LiveSessions(options, entropy, _journal);
        bool withKeys = options.Mode != SessionMode.Demo;
        _agreement = withKeys ? new KeyAgreement(options.Mode, options.PreSharedKey.Span, options.ClientKeys, entropy) : null;
        _reader = new MessageReader(options.MaximumDatagramSize, withKeys);
        _transmits = new TransmitQueue(options.MaximumPendingDatagrams);
        var macs = new MessageMac();
        _answers = new AnswerWriter(_journal.Counters, _transmits, macs, withKeys);
        entropy.Fill(_drawn);
        _guard = new SourceGuard(options, _drawn.AsSpan(0, TableKeyLength));
        _gate = new HandshakeGate(options, _drawn.AsSpan(TableKeyLength));
        _paths = new PathValidator(options, _drawn.AsSpan(TableKeyLength));
        CryptographicOperations.ZeroMemory(_drawn);
        _refusals = new Refusals(_journal, _guard, _answers);
        _authenticator = new MessageAuthenticator(options, macs, _refusals);
        var responses = new Responses(_journal, _refusals, _answers);
        var challenges = new PathChallenges(_paths, _journal, _answers);
        _switches = new Switches(options, _sessions, responses);
        var races = new Races(options, challenges, _switches, _journal, _refusals);
        var owners = new OwnerCheck(_sessions, _reader, _authenticator, _refusals, races);
        var reattaches = new ReattachCheck(_sessions, _authenticator, _refusals);
        _handshakes = new HandshakeHandler(options, _gate, _agreement, _sessions, responses);
        _data = new DataHandler(_sessions, owners, responses);
        _reattaches = new ReattachHandler(reattaches, challenges, _switches, races, responses);
        _liveness = new LivenessHandler(_sessions, owners, responses);
        _downlinks = new DownlinkHandler(DeliveryBounds.Of(options), entropy, _sessions, owners, challenges, responses);
    }

    /// <summary>Where the keys of its table and tokens were drawn, for a look at whether they were wiped.</summary>
    internal ReadOnlySpan<byte> Drawn => _drawn;

    /// <summary>What was received, refused and done so far.</summary>
    public ServerCounters Counters => _journal.Counters;

    /// <summary>The bounds the server was made with, and what was changed of them since.</summary>
    public ServerOptions Options { get; private set; }

    /// <summary>Which kinds of events are kept for <see cref="TryPollEvent"/>; the others are not made, which saves their memory and time.
    /// A driver asks for what its sink wants.</summary>
    /// <value>Default: all.</value>
    public SessionEventKinds EventsWanted
    {
        get => _journal.Wanted;
        set => _journal.Wanted = value;
    }

    /// <summary>How many sessions are held. Those whose time is up leave with the next <c>Handle…</c> call.</summary>
    public int SessionCount => _sessions.Count;

    /// <summary>What is remembered now. It is counted session by session, so not for every datagram.</summary>
    public ServerMemory Memory =>
        new()
        {
            Sessions = _sessions.Count,
            Nonces = _sessions.NonceCount,
            Tombstones = _sessions.TombstoneCount,
            Handshakes = _handshakes.RememberedCount,
            Downlinks = _downlinks.Count,
            Sources = _guard.SourceRoom,
            Reports = _guard.ReportCount,
        };

    /// <summary>When <see cref="HandleTimeout"/> has something to do, in protocol time; null while there is no session and nothing
    /// to report.</summary>
    public TimeSpan? NextTimeout => Deadlines.Earliest(_sessions.NextExpiry, _guard.NextReport, _downlinks.NextDeadline);

    /// <summary>Looks at one session; false if none is held under that id.</summary>
    public bool TryGetSession(SessionId id, out SessionView view)
    {
        if (_sessions.Peek(id) is not { } session)
        {
            view = default;
            return false;
        }

        view = View(session);
        return true;
    }

    /// <summary>Looks at the sessions that were made first.</summary>
    /// <param name="atMost">How many, so that a look takes a bounded time.</param>
    public IReadOnlyList<SessionView> GetSessions(int atMost) => [.. _sessions.First(atMost).Select(View)];

    /// <summary>Takes the limits of other options that may change while sessions live; a shorter life ends those that are over it at the
    /// next <c>Handle…</c> call.</summary>
    /// <param name="wanted">The options that are asked for.</param>
    /// <returns>The settings in which they differ; those that are not <see cref="PolicySetting.IsLive"/> stay as they were.</returns>
    /// <exception cref="ArgumentException">An option is out of its range; nothing is changed.</exception>
    public IReadOnlyList<PolicyChange> ChangeLimits(ServerOptions wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        wanted.Validate();
        IReadOnlyList<PolicyChange> changes = LiveChanges.Between(Options, wanted, out ServerOptions next);
        Options = next;
        _sessions.Limit(next);
        _guard.Limit(next);
        _gate.Limit(next);
        _handshakes.Limit(next);
        _paths.Limit(next);
        _switches.Limit(next);
        return changes;
    }

    /// <summary>Takes other pre-shared keys for all handshakes to come; sessions that the former ones have opened go on.</summary>
    /// <param name="preSharedKey">The key that all clients have; empty for none.</param>
    /// <param name="keys">Those of single clients.</param>
    /// <exception cref="ArgumentException">The mode is not <see cref="SessionMode.Psk"/>, or a key is out of its bounds; nothing is
    /// changed.</exception>
    public void ReplaceKeys(ReadOnlyMemory<byte> preSharedKey, IReadOnlyList<ClientKey> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        OptionGuard.Refuse(Options.Mode != SessionMode.Psk, $"Keys are given, but Mode is {Options.Mode}, which takes none.");
        SecretRules.Check(Options.Mode, Options.SharedSecret.Span, preSharedKey.Span, keys);
        _agreement!.Replace(preSharedKey.Span, keys);
    }

    private SessionView View(Session session) =>
        new()
        {
            Id = session.Id,
            Client = session.Keys?.Client,
            Binding = session.Binding,
            State = session.Machine.State,
            StateVersion = session.Machine.Version,
            Switches = session.Switches,
            RememberedNonces = session.Nonces.Count,
            HighestSequence = session.Delivered.Highest,
            Created = session.Created,
            LastActivity = session.LastActivity,
            ExpiresAt = _sessions.ExpiryOf(session),
        };

    /// <summary>Handles one datagram, whatever it contains. It is read only during the call.</summary>
    public void HandleDatagram(ReadOnlySpan<byte> datagram, in TransportAddress from, TimeSpan now)
    {
        _journal.Advance(now);
        _sessions.ExpireDue(ExpiriesPerDatagram);
        Report();
        Counters.Received++;
        var request = new Request(from, datagram.Length, _journal.Now);
        switch (_reader.Read(datagram, out WireMessage message))
        {
            case ReadOutcome.NotAMessage:
                _refusals.NoMessage(ref request);
                break;
            case not ReadOutcome.UnknownType when MessageSchema.Of(message.Type).IsServers(message):
                _refusals.Reflected(ref request);
                break;
            case ReadOutcome.TooLarge:
                Unread(ref message, ref request, RefusalCode.TooLarge, ReasonCode.TooLarge);
                break;
            case ReadOutcome.UnknownType:
                Unread(ref message, ref request, RefusalCode.UnknownType, ReasonCode.UnknownType);
                break;
            case ReadOutcome.Malformed:
                Unread(ref message, ref request, RefusalCode.Malformed, ReasonCode.Malformed);
                break;
            default:
                if (Dispatch(message, ref request) is { HasDownlink: true } heard)
                {
                    _downlinks.Resume(heard);
                }

                break;
        }
    }

    /// <summary>Does what time alone demands: sessions whose time to live has ended leave, messages are sent again, and what was not
    /// logged is summed up.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        _journal.Advance(now);
        _sessions.ExpireDue(ExpiriesPerTimeout);
        _downlinks.HandleTimeout();
        Report();
    }

    /// <summary>Takes one message to be delivered to the session's client exactly once, at whatever address the session is bound to then.
    /// It waits until the client has shown that it holds the session, by data, a keepalive or a reattach; a prototype's client ignores
    /// it.</summary>
    /// <param name="id">The session.</param>
    /// <param name="payload">UTF-8 text; it is copied.</param>
    /// <param name="now">Protocol time.</param>
    /// <param name="sequence">The message's number, from 1 in each session, which its acknowledgement's event carries; 0 if it
    /// was not taken.</param>
    /// <param name="semantics">How much is promised.</param>
    /// <returns>False if there is no live session of that id, or as many messages wait for it as the options allow.</returns>
    /// <exception cref="ArgumentException">The payload is not UTF-8, or its datagram would be too long.</exception>
    public bool TrySend(
        SessionId id,
        ReadOnlySpan<byte> payload,
        TimeSpan now,
        out long sequence,
        DeliverySemantics semantics = DeliverySemantics.ExactlyOnce
    )
    {
        _journal.Advance(now);
        return _downlinks.TrySend(id, payload, semantics, out sequence);
    }

    /// <summary>Ends a session on purpose, and tells its address so once where that address has shown that it holds the session.</summary>
    /// <param name="id">The session.</param>
    /// <param name="now">Protocol time.</param>
    /// <param name="reason">What the client is told, and the event says.</param>
    /// <returns>False if there is no live session of that id.</returns>
    public bool Terminate(SessionId id, TimeSpan now, ReasonCode reason = ReasonCode.SessionTerminated)
    {
        _journal.Advance(now);
        if (_sessions.Find(id) is not { } session)
        {
            return false;
        }

        if (session.Confirmed)
        {
            _answers.Terminate(session, reason);
        }

        _sessions.End(session, reason);
        return true;
    }

    /// <summary>Whether messages of the server's are on their way to a client that is there.</summary>
    internal bool HasDownlinkUnderWay => _downlinks.NextDeadline is not null;

    /// <summary>Makes no session any more: the server is stopping, and whoever asks is told so.</summary>
    internal void BeginStop() => _stopping = true;

    /// <summary>Sums up at once what was not logged: nothing comes after it.</summary>
    internal void ReportLast()
    {
        while (_guard.TryReport(_journal, isLast: true)) { }
    }

    /// <summary>Ends the oldest session because the server is stopping, and tells its client; false if there is none.</summary>
    internal bool TryEndOldest(TimeSpan now)
    {
        if (_sessions.Oldest is not { } oldest)
        {
            return false;
        }

        Terminate(oldest.Id, now, ReasonCode.ServerStopping); // or its time was up, which ends it too
        return true;
    }

    void ISessionCore.HandleTooLarge(ReadOnlySpan<byte> datagram, TimeSpan now)
    {
        _journal.Advance(now);
        if (_reader.Read(datagram, out WireMessage own) == ReadOutcome.Message && own.Type == MessageType.Data)
        {
            _downlinks.Abandon(own.SessionId, own.Sequence);
        }
    }

    /// <summary>Takes the oldest datagram to be sent.</summary>
    /// <exception cref="ArgumentException">The buffer is shorter than the datagram.</exception>
    public bool TryPollTransmit(Span<byte> buffer, out int length, out TransportAddress to) =>
        _transmits.TryDequeue(buffer, out length, out to);

    bool ISessionCore.TryTakeTransmit(out ReadOnlySpan<byte> datagram, out TransportAddress to) => _transmits.TryTake(out datagram, out to);

    /// <summary>Takes the oldest event.</summary>
    /// <param name="e">The event; a payload in it is valid until the next <c>Handle…</c> call.</param>
    /// <param name="at">When it happened, in protocol time.</param>
    public bool TryPollEvent([NotNullWhen(true)] out ISessionEvent? e, out TimeSpan at) => _journal.TryTake(out e, out at);

    /// <summary>Overwrites all keys and releases the keyed hash with its secret. Only counters and views may be read afterwards.</summary>
    public void Dispose()
    {
        _sessions.WipeKeys();
        _agreement?.Dispose();
        _authenticator.Dispose();
        _gate.Dispose();
        _paths.Dispose();
    }

    /// <summary>A session's keys, for a look at whether they were wiped.</summary>
    internal SessionKeys? KeysOf(SessionId id) => _sessions.Peek(id)?.Keys;

    private void Report()
    {
        while (_guard.TryReport(_journal)) { }
    }

    private void Unread(ref WireMessage message, ref Request request, RefusalCode code, ReasonCode reason)
    {
        message.Present = Members.None; // none is to be trusted
        _refusals.Unread(message, ref request, code, reason);
    }

    private void RefuseToBegin(in WireMessage init, ref Request request)
    {
        if (_refusals.Admits(init, ref request))
        {
            _refusals.Answer(init, ref request, RefusalCode.ServerFull, ReasonCode.ServerStopping);
        }
    }

    /// <summary>Hands a message to whoever handles its type; gives the session that it counts as heard of, if one.</summary>
    private Session? Dispatch(in WireMessage message, ref Request request)
    {
        switch (message.Type)
        {
            case MessageType.Data:
                return _data.Handle(message, ref request);
            case MessageType.ReattachRequest:
                return _reattaches.HandleRequest(message, ref request);
            case MessageType.PathResponse:
                return _reattaches.HandlePathResponse(message, ref request);
            case MessageType.Keepalive:
                return _liveness.HandleKeepalive(message, ref request);
            case MessageType.HandshakeInit when _stopping:
                RefuseToBegin(message, ref request);
                return null;
            case MessageType.HandshakeInit:
                _handshakes.Handle(message, ref request);
                return null;
            case MessageType.Terminate:
                _liveness.HandleTerminate(message, ref request);
                return null;
            case MessageType.DataAck:
                _downlinks.HandleAck(message, ref request);
                return null;
            default:
                return null;
        }
    }
}

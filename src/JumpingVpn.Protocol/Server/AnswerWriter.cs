using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Writes the server's answers and holds every one of them to the anti-amplification limit: three times the bytes of the request
/// (RFC 9000 section 8.1). Optional members go first; an answer that is still too long is not sent.
/// </summary>
internal sealed class AnswerWriter(ServerCounters counters, TransmitQueue queue, MessageMac macs)
{
    private const int AmplificationFactor = 3;

    // The length of a challenge that the server makes of its own accord.
    private const int ChallengeLength = 117;
    private const int SealedChallengeLength = 158;

    private readonly MessageWriter _writer = new();
    private readonly MessageSeal _seal = new(macs, MacDirection.ToClient);
    private long? _askedSequence;
    private bool _askedDownlink;
    private TransportAddress _to;
    private int _limit;
    private SessionPath? _account;

    /// <summary>Says to whom, and to how many bytes, the next answers go.</summary>
    public void Begin(in TransportAddress to, int requestLength)
    {
        _to = to;
        _limit = requestLength * AmplificationFactor;
        _account = null;
        _seal.Clear();
        _askedSequence = null;
        _askedDownlink = false;
    }

    /// <summary>The datagram came from the address that the session is bound to, so it adds to what may be sent there; all that is
    /// sent from now on is taken
    /// from that.</summary>
    public void Credit(Session session)
    {
        if (session.Path is { Validated: false } path)
        {
            path.Allowance += _limit;
            _account = path;
        }
    }

    /// <summary>The next answers go to the sender of the datagram again, after something was sent elsewhere.</summary>
    public void Resume(in TransportAddress sender)
    {
        _to = sender;
        _account = null;
    }

    /// <summary>Says which message is answered. A member that its type does not understand is not there, so nothing comes back under a MAC
    /// that the question's own did not cover.</summary>
    public void Ask(in WireMessage message)
    {
        _askedSequence = message.Has(Members.Sequence) ? message.Sequence : null;
        _askedDownlink = message.Has(Members.Downlink);
    }

    /// <summary>The message was found authentic: what answers it carries a MAC of the session, where that has keys.</summary>
    public void Seal(Session session) => _seal.Use(session.Id, session.Keys);

    /// <summary>Acknowledges a handshake with keys; shorter than twice the request.</summary>
    public void HandshakeAck(SessionId id, HandshakeAnswer answer, ReadOnlySpan<byte> nonce)
    {
        ReadOnlySpan<byte> datagram = _writer.HandshakeAck(id, answer, nonce);
        Send(datagram);
    }

    public void DataAck(SessionId id, long? sequence)
    {
        ReadOnlySpan<byte> datagram = _writer.DataAck(id, sequence, _seal.Of(MessageType.DataAck, sequence));
        Send(datagram); // never longer than the DATA it answers
    }

    public void KeepaliveAck(SessionId id, long sequence)
    {
        ReadOnlySpan<byte> mac = _seal.Of(MessageType.KeepaliveAck, sequence);
        ReadOnlySpan<byte> datagram = _writer.Keepalive(MessageType.KeepaliveAck, id, sequence, mac);
        Send(datagram); // four bytes longer than the KEEPALIVE it answers
    }

    /// <summary>Sends a message of the server's own to the address that a session is bound to, of which the caller has heard.</summary>
    /// <returns>False where more than three times what came from there would be sent, to an address that has not answered; room is
    /// left for the
    /// challenge by which it does.</returns>
    public bool TryDownlink(Session session, long sequence, ReadOnlySpan<byte> payload)
    {
        SpeakFirst(session);
        ReadOnlySpan<byte> mac = session.Keys is null
            ? default
            : _seal.Of(
                new WireMessage
                {
                    Type = MessageType.Data,
                    Present = Members.Sequence | Members.Payload | Members.Downlink,
                    Sequence = sequence,
                    Payload = payload,
                    Direction = "down"u8,
                }
            );
        int room = session.Keys is null ? ChallengeLength : SealedChallengeLength;
        return TrySendFirst(_writer.Data(session.Id, sequence, payload, mac, down: true), session.Path, room);
    }

    /// <summary>Asks the address that a session is bound to for an answer, of the server's own accord.</summary>
    /// <returns>False where even that would be too much.</returns>
    public bool TryChallengeBound(Session session, ReadOnlySpan<byte> challenge)
    {
        SpeakFirst(session);
        ReadOnlySpan<byte> mac = _seal.Of(ChallengeOf(NonceSource.NoRequest, challenge));
        return TrySendFirst(_writer.PathChallenge(session.Id, NonceSource.NoRequest, challenge, mac), session.Path, reserved: 0);
    }

    /// <summary>How long the message with this payload would be, whatever its sequence number.</summary>
    public int MeasureDownlink(ReadOnlySpan<byte> payload, bool withKeys)
    {
        Span<byte> mac = stackalloc byte[MessageMac.TextLength];
        return _writer.Data(default, long.MaxValue, payload, withKeys ? mac : default, down: true).Length;
    }

    /// <summary>Tells the address that a session is bound to that it is over, where so much may be sent there.</summary>
    public void Terminate(Session session, ReasonCode reason)
    {
        SpeakFirst(session);
        TrySendFirst(_writer.Terminate(session.Id, reason, _seal.OfTerminate(reason)), session.Path, reserved: 0);
    }

    public void Ack(MessageType type, SessionId id, long stateVersion, ReadOnlySpan<byte> nonce)
    {
        for (AckDetail detail = AckDetail.Full; detail <= AckDetail.Bare; detail++)
        {
            ReadOnlySpan<byte> datagram = _writer.Ack(type, id, stateVersion, nonce, detail, SealAck(type, stateVersion, nonce, detail));
            if (datagram.Length <= _limit)
            {
                Send(datagram);
                return;
            }
        }

        counters.AmplificationSuppressed++;
    }

    /// <summary>Asks for a handshake with a cookie: 70 bytes where the handshake has no nonce, and the shortest allows 75.</summary>
    public void Retry(ReadOnlySpan<byte> cookie, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> mac)
    {
        ReadOnlySpan<byte> datagram = _writer.HandshakeRetry(cookie, nonce, mac);
        SendWithinLimit(datagram);
    }

    public void PathChallenge(SessionId id, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> challenge)
    {
        ReadOnlySpan<byte> mac = _seal.Of(ChallengeOf(nonce, challenge));
        ReadOnlySpan<byte> datagram = _writer.PathChallenge(id, nonce, challenge, mac);
        SendWithinLimit(datagram);
    }

    /// <summary>Refuses.</summary>
    /// <param name="code">What for.</param>
    /// <param name="reason">The exact reason.</param>
    /// <param name="stateVersion">The present version where that is news; null elsewhere.</param>
    /// <param name="nonce">That of the request, if it has one.</param>
    /// <param name="unknown">The session that is not known, where the request is about one.</param>
    public void Error(RefusalCode code, ReasonCode reason, long? stateVersion, ReadOnlySpan<byte> nonce, SessionId? unknown = null)
    {
        if (_seal.Keys is not null)
        {
            SealedError(code, reason, stateVersion, nonce);
            return;
        }

        for (AckDetail detail = AckDetail.WithoutNote; detail <= AckDetail.Bare; detail++)
        {
            ReadOnlySpan<byte> datagram = _writer.Error(Describe(code, reason, stateVersion, nonce), unknown, detail);
            if (datagram.Length <= _limit)
            {
                Send(datagram);
                return;
            }
        }

        counters.AmplificationSuppressed++;
    }

    /// <summary>No shorter form is tried: a message with a code is long enough for this answer.</summary>
    private void SealedError(RefusalCode code, ReasonCode reason, long? stateVersion, ReadOnlySpan<byte> nonce)
    {
        WireMessage error = Describe(code, reason, stateVersion, nonce);
        ReadOnlySpan<byte> datagram = _writer.SealedError(error, _seal.Of(error));
        Send(datagram);
    }

    private WireMessage Describe(RefusalCode code, ReasonCode reason, long? stateVersion, ReadOnlySpan<byte> nonce)
    {
        var error = new WireMessage
        {
            Type = MessageType.Error,
            Present = Members.Code | Members.Reason,
            Code = code,
            Reason = reason,
            CodeText = CodeNames.Encoded(code).EncodedUtf8Bytes,
            ReasonText = CodeNames.Encoded(reason).EncodedUtf8Bytes,
            StateVersion = stateVersion ?? 0,
            Sequence = _askedSequence ?? 0,
            Nonce = nonce,
            Direction = _askedDownlink ? "down"u8 : default,
        };
        error.Present |= stateVersion is null ? Members.None : Members.StateVersion;
        error.Present |= _askedSequence is null ? Members.None : Members.Sequence;
        error.Present |= nonce.IsEmpty ? Members.None : Members.Nonce;
        error.Present |= _askedDownlink ? Members.Downlink : Members.None;
        return error;
    }

    private ReadOnlySpan<byte> SealAck(MessageType type, long stateVersion, ReadOnlySpan<byte> nonce, AckDetail detail)
    {
        if (_seal.Keys is null)
        {
            return default;
        }

        var ack = new WireMessage
        {
            Type = type,
            StateVersion = stateVersion,
            Nonce = nonce,
        };
        ack.Present |= detail < AckDetail.Bare ? Members.StateVersion : Members.None;
        ack.Present |= detail < AckDetail.WithoutNonce && !nonce.IsEmpty ? Members.Nonce : Members.None;
        return _seal.Of(ack);
    }

    private static WireMessage ChallengeOf(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> challenge) =>
        new()
        {
            Type = MessageType.PathChallenge,
            Present = Members.Nonce | Members.Challenge,
            Nonce = nonce,
            Challenge = challenge,
        };

    private void SpeakFirst(Session session)
    {
        _to = session.Binding;
        _seal.Use(session.Id, session.Keys);
    }

    /// <summary>Sends what nobody has asked for; false where the address has not answered and too little came from there for it.</summary>
    private bool TrySendFirst(ReadOnlySpan<byte> datagram, SessionPath? path, int reserved)
    {
        _account = path is { Validated: false } ? path : null;
        if (_account is { } account && datagram.Length + reserved > account.Allowance)
        {
            counters.AmplificationSuppressed++;
            return false;
        }

        Send(datagram);
        return true;
    }

    private void SendWithinLimit(ReadOnlySpan<byte> datagram)
    {
        if (datagram.Length <= _limit)
        {
            Send(datagram);
        }
        else
        {
            counters.AmplificationSuppressed++;
        }
    }

    private void Send(ReadOnlySpan<byte> datagram)
    {
        if (_account is { } account)
        {
            account.Allowance -= datagram.Length;
        }

        if (!queue.TryEnqueue(datagram, _to))
        {
            counters.DatagramsDropped++;
        }
    }
}

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

    /// <summary>The message was found authentic: what answers it carries a MAC of the session, where that has keys.</summary>
    public void Seal(Session session) => _seal.Use(session.Id, session.Keys);

    /// <summary>Sends an answer that is never too long for its question, with a MAC where that was found authentic.</summary>
    public void Send(scoped in WireMessage answer) => Transmit(Write(answer));

    /// <summary>Sends an answer as long as it may be: what the schema says of its type is left out, one set of members after the other,
    /// until it is short enough. One that never is is not sent.</summary>
    public void SendWithinLimit(scoped in WireMessage answer)
    {
        WireMessage shorter = answer;
        SendShortened(ref shorter);
    }

    /// <summary>Sends a message of the server's own to the address that a session is bound to, of which the caller has heard.</summary>
    /// <returns>False where more than three times what came from there would be sent, to an address that has not answered; room is
    /// left for the
    /// challenge by which it does.</returns>
    public bool TryDownlink(Session session, long sequence, ReadOnlySpan<byte> payload)
    {
        SpeakFirst(session);
        var data = new WireMessage
        {
            Type = MessageType.Data,
            SessionId = session.Id,
            Sequence = sequence,
            Payload = payload,
            IsDown = true,
        };
        int room = session.Keys is null ? ChallengeLength : SealedChallengeLength;
        return TrySendFirst(Write(data), session.Path, room);
    }

    /// <summary>Asks the address that a session is bound to for an answer, of the server's own accord.</summary>
    /// <returns>False where even that would be too much.</returns>
    public bool TryChallengeBound(Session session, ReadOnlySpan<byte> challenge)
    {
        SpeakFirst(session);
        var asked = new WireMessage
        {
            Type = MessageType.PathChallenge,
            SessionId = session.Id,
            Nonce = NonceSource.NoRequest,
            Challenge = challenge,
        };
        return TrySendFirst(Write(asked), session.Path, reserved: 0);
    }

    /// <summary>How long the message with this payload would be, whatever its sequence number.</summary>
    public int MeasureDownlink(ReadOnlySpan<byte> payload, bool withKeys)
    {
        Span<byte> mac = stackalloc byte[MessageMac.TextLength];
        var data = new WireMessage
        {
            Type = MessageType.Data,
            SessionId = default,
            Sequence = long.MaxValue,
            Payload = payload,
            IsDown = true,
        };
        return _writer.Write(data, withKeys ? mac : default).Length;
    }

    /// <summary>Tells the address that a session is bound to that it is over, where so much may be sent there.</summary>
    public void Terminate(Session session, ReasonCode reason)
    {
        SpeakFirst(session);
        var end = new WireMessage
        {
            Type = MessageType.Terminate,
            SessionId = session.Id,
            Reason = reason,
        };
        TrySendFirst(Write(end), session.Path, reserved: 0);
    }

    /// <summary>Refuses. The answer echoes what the schema says of the question's type.</summary>
    /// <param name="question">What is refused; one without members where none is to be trusted. A member that its type does not
    /// understand is not there, so nothing comes back under a MAC that the question's own did not cover.</param>
    /// <param name="code">What for.</param>
    /// <param name="reason">The exact reason.</param>
    /// <param name="stateVersion">The present version where that is news; 0 elsewhere.</param>
    public void Error(scoped in WireMessage question, RefusalCode code, ReasonCode reason, long stateVersion = 0)
    {
        Members echoed = MessageSchema.Of(question.Type).Echoed & question.Present;
        WireMessage error = question;
        error.Type = MessageType.Error;
        error.Present = code == RefusalCode.UnknownSession ? echoed : echoed & ~Members.SessionId;
        error.Code = code;
        error.Reason = reason;
        error.StateVersion = stateVersion;
        SendShortened(ref error); // with a code it is never too long: so is its question
    }

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

        Transmit(datagram);
        return true;
    }

    private void SendShortened(scoped ref WireMessage answer)
    {
        MessageRow row = MessageSchema.Of(answer.Type);
        answer.Present |= row.Note is null ? Members.None : Members.Note;
        ReadOnlySpan<byte> datagram = Write(answer);
        for (int i = 0; i < row.LeftOut.Length && datagram.Length > _limit; i++)
        {
            answer.Present &= ~row.LeftOut[i];
            datagram = Write(answer);
        }

        if (datagram.Length <= _limit)
        {
            Transmit(datagram);
        }
        else
        {
            counters.AmplificationSuppressed++;
        }
    }

    private ReadOnlySpan<byte> Write(scoped in WireMessage message) => _writer.Write(message, _seal.Of(message));

    private void Transmit(ReadOnlySpan<byte> datagram)
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

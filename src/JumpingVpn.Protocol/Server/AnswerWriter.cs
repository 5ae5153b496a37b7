using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Writes the server's answers and holds every one of them to the anti-amplification limit: three times the bytes of the request
/// (RFC 9000 section 8.1). Optional members go first; an answer that is still too long is not sent.
/// </summary>
internal sealed class AnswerWriter(ServerCounters counters, TransmitQueue queue, MessageMac macs, bool withKeys)
{
    private const int AmplificationFactor = 3;

    // The length of a challenge that the server makes of its own accord.
    private const int ChallengeLength = 117;
    private const int SealedChallengeLength = 158;

    private readonly MessageWriter _writer = new();
    private readonly MessageSeal _seal = new(macs, MacDirection.ToClient);

    /// <summary>The datagram came from the address that the session is bound to, so it adds to what may be sent there; all that is sent
    /// from now on is taken from that.</summary>
    public static void Credit(Session session, ref Request request)
    {
        if (session.Path is { Validated: false } path)
        {
            path.Allowance += LimitOf(request);
            request.Account = path;
        }
    }

    /// <summary>Sends an answer that is never too long for its question, with a MAC where that was found authentic.</summary>
    public void Send(in Request request, scoped in WireMessage answer) =>
        Transmit(Write(answer, request.Authentic), request.From, request.Account);

    /// <summary>Sends an answer as long as it may be: what the schema says of its type is left out, one set of members after the other,
    /// until it is short enough. One that never is is not sent.</summary>
    public void SendWithinLimit(in Request request, scoped in WireMessage answer)
    {
        WireMessage shorter = answer;
        SendShortened(request, ref shorter);
    }

    /// <summary>Sends a message of the server's own to the address that a session is bound to, of which the caller has heard.</summary>
    /// <returns>False where more than three times what came from there would be sent, to an address that has not answered; room is left
    /// for the challenge by which it does.</returns>
    public bool TryDownlink(Session session, long sequence, ReadOnlySpan<byte> payload)
    {
        var data = new WireMessage
        {
            Type = MessageType.Data,
            SessionId = session.Id,
            Sequence = sequence,
            Payload = payload,
            IsDown = true,
        };
        int room = session.Keys is null ? ChallengeLength : SealedChallengeLength;
        return TrySendFirst(session, data, room);
    }

    /// <summary>Asks the address that a session is bound to for an answer, of the server's own accord.</summary>
    /// <returns>False where even that would be too much.</returns>
    public bool TryChallengeBound(Session session, ReadOnlySpan<byte> challenge)
    {
        var asked = new WireMessage
        {
            Type = MessageType.PathChallenge,
            SessionId = session.Id,
            Nonce = NonceSource.NoRequest,
            Challenge = challenge,
        };
        return TrySendFirst(session, asked, reserved: 0);
    }

    /// <summary>How long the message with this payload would be, whatever its sequence number.</summary>
    public int MeasureDownlink(ReadOnlySpan<byte> payload)
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
        var end = new WireMessage
        {
            Type = MessageType.Terminate,
            SessionId = session.Id,
            Reason = reason,
        };
        TrySendFirst(session, end, reserved: 0);
    }

    /// <summary>Refuses. The answer echoes what the schema says of the question's type.</summary>
    /// <param name="request">The datagram that the question came in.</param>
    /// <param name="question">What is refused; one without members where none is to be trusted. A member that its type does not
    /// understand is not there, so nothing comes back under a MAC that the question's own did not cover.</param>
    /// <param name="code">What for.</param>
    /// <param name="reason">The exact reason.</param>
    /// <param name="stateVersion">The present version where that is news; 0 elsewhere.</param>
    public void Error(in Request request, scoped in WireMessage question, RefusalCode code, ReasonCode reason, long stateVersion = 0)
    {
        Members echoed = MessageSchema.Of(question.Type).Echoed & question.Present;
        WireMessage error = question;
        error.Type = MessageType.Error;
        error.Present = code == RefusalCode.UnknownSession ? echoed : echoed & ~Members.SessionId;
        error.Code = code;
        error.Reason = reason;
        error.StateVersion = stateVersion;
        SendShortened(request, ref error); // with a code it is never too long: so is its question
    }

    /// <summary>Sends what nobody has asked for; false where the address has not answered and too little came from there for it.</summary>
    private bool TrySendFirst(Session session, scoped in WireMessage message, int reserved)
    {
        ReadOnlySpan<byte> datagram = Write(message, session);
        SessionPath? account = session.Path is { Validated: false } path ? path : null;
        if (account is not null && datagram.Length + reserved > account.Allowance)
        {
            counters.AmplificationSuppressed++;
            return false;
        }

        Transmit(datagram, session.Binding, account);
        return true;
    }

    private void SendShortened(in Request request, scoped ref WireMessage answer)
    {
        MessageRow row = MessageSchema.Of(answer.Type);
        answer.Present |= row.Note is null ? Members.None : Members.Note;
        int limit = LimitOf(request);
        ReadOnlySpan<byte> datagram = Write(answer, request.Authentic);
        for (int i = 0; i < row.LeftOut.Length && datagram.Length > limit; i++)
        {
            answer.Present &= ~row.LeftOut[i];
            datagram = Write(answer, request.Authentic);
        }

        if (datagram.Length <= limit)
        {
            Transmit(datagram, request.From, request.Account);
        }
        else
        {
            counters.AmplificationSuppressed++;
        }
    }

    private static int LimitOf(in Request request) => request.Length * AmplificationFactor;

    /// <summary>Writes a message, with a MAC of the session where that has keys; of none where it is null.</summary>
    private ReadOnlySpan<byte> Write(scoped in WireMessage message, Session? session)
    {
        _seal.Use(session?.Id ?? default, session?.Keys);
        return _writer.Write(message, _seal.Of(message));
    }

    private void Transmit(ReadOnlySpan<byte> datagram, in TransportAddress to, SessionPath? account)
    {
        if (account is not null)
        {
            account.Allowance -= datagram.Length;
        }

        if (!queue.TryEnqueue(datagram, to))
        {
            counters.DatagramsDropped++;
        }
    }
}

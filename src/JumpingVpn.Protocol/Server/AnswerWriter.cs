using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Writes the server's answers and keeps each within the anti-amplification limit: three times the bytes of the request (RFC 9000 section
/// 8.1). An answer that is too long loses its optional members first; one that is still too long is not sent.
/// </summary>
internal sealed class AnswerWriter(ServerCounters counters, TransmitQueue queue, MessageMac macs, bool withKeys)
{
    private const int AmplificationFactor = 3;

    // The length of a challenge that no request asked for.
    private const int ChallengeLength = 117;
    private const int SealedChallengeLength = 158;

    private readonly MessageWriter _writer = new();
    private readonly MessageSeal _seal = new(macs, MacDirection.ToClient);

    /// <summary>
    /// The datagram came from the address that the session is bound to, so its length raises what may be sent there. Everything sent from
    /// now on is subtracted.
    /// </summary>
    public static void Credit(Session session, ref Request request)
    {
        if (session.Path is { Validated: false } path)
        {
            path.Allowance += LimitOf(request);
            request.Account = path;
        }
    }

    /// <summary>Sends an answer that is never too long for its request, with a MAC if the request was authentic.</summary>
    public void Send(in Request request, scoped in WireMessage answer) =>
        Transmit(Write(answer, request.Authentic), request.From, request.Account);

    /// <summary>
    /// Sends an answer that may be too long: it leaves out the members that the schema names for its type, one set after the other, until
    /// the answer is short enough. An answer that is still too long is not sent.
    /// </summary>
    public void SendWithinLimit(in Request request, scoped in WireMessage answer)
    {
        WireMessage shorter = answer;
        SendShortened(request, ref shorter);
    }

    /// <summary>Sends a message that no request asked for to the address that a session is bound to.</summary>
    /// <returns>False if this would send more than three times what came from an address that has not answered a challenge. Room for that
    /// challenge is kept free.</returns>
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

    /// <summary>Challenges the address that a session is bound to, although no request asked for it.</summary>
    /// <returns>False if even the challenge would exceed the limit.</returns>
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

    /// <summary>The greatest length in bytes of the message with this payload, for any sequence number.</summary>
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

    /// <summary>Tells the address that a session is bound to that the session is over, if the limit there allows it.</summary>
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

    /// <summary>Refuses a message. The answer echoes the members that the schema names for the message's type.</summary>
    /// <param name="request">The datagram that the message came in.</param>
    /// <param name="question">The refused message; without members if none can be trusted. Members that its type does not know are absent,
    /// so the answer's MAC never covers what the message's own did not.</param>
    /// <param name="code">The refusal.</param>
    /// <param name="reason">The exact reason.</param>
    /// <param name="stateVersion">The current version if the client may not know it; otherwise 0.</param>
    public void Error(in Request request, scoped in WireMessage question, RefusalCode code, ReasonCode reason, long stateVersion = 0)
    {
        Members echoed = MessageSchema.Of(question.Type).Echoed & question.Present;
        WireMessage error = question;
        error.Type = MessageType.Error;
        error.Present = code == RefusalCode.UnknownSession ? echoed : echoed & ~Members.SessionId;
        error.Code = code;
        error.Reason = reason;
        error.StateVersion = stateVersion;
        SendShortened(request, ref error); // with a MAC it is never too long, because the message has one, too
    }

    /// <summary>
    /// Sends what no request asked for; false if the address has not answered a challenge and too little came from there.
    /// </summary>
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

    /// <summary>Writes a message, with the session's MAC if it has keys. Null for no session.</summary>
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

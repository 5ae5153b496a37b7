using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Creates sessions.</summary>
internal sealed class HandshakeHandler(
    ServerOptions options,
    HandshakeGate gate,
    KeyAgreement? agreement,
    LiveSessions sessions,
    Responses responses
)
{
    private const long FirstVersion = 1; // the one transition that a session has made so far

    private readonly ServerJournal _journal = responses.Journal;
    private readonly Refusals _refusals = responses.Refusals;
    private readonly AnswerWriter _answers = responses.Answers;
    private readonly HandshakeMemory _memory = new();
    private readonly HandshakeAnswers _made = new();
    private readonly HandshakeCopies? _copies = options.Mode == SessionMode.Psk ? new HandshakeCopies(sessions) : null;

    /// <inheritdoc cref="HandshakeMemory.Count"/>
    public int RememberedCount => _memory.Count;

    /// <summary>Takes other limits.</summary>
    public void Limit(ServerOptions limits) => options = limits;

    public void Handle(in WireMessage message, ref Request request)
    {
        if (!_refusals.Admits(message, ref request))
        {
            return;
        }

        if (agreement?.Check(message, _journal.Now, out ReasonCode reason) is { } code and not RefusalCode.None)
        {
            Refuse(message, ref request, code, reason);
            return;
        }

        bool sentBefore = _memory.TryFind(request.From, message.Nonce, out SessionId known);
        // A session that never switched is still bound to this source.
        if (sentBefore && sessions.Find(known) is { Switches: 0 } same && IsAnswered(same, message, request))
        {
            return;
        }

        Session? first = null;
        bool isUsed = false;
        if (_copies?.Count(message.Mac, out first, out isUsed) >= HandshakeCopies.SessionsEach || isUsed)
        {
            HandleCopy(first!, message, request, isUsed);
            return;
        }

        if (sessions.Count >= options.MaximumSessions)
        {
            _refusals.Log(ref request, new PolicyEvent(null, ReasonCode.ServerFull, options.MaximumSessions, sessions.Count + 1L));
            _refusals.Answer(message, ref request, RefusalCode.ServerFull, ReasonCode.ServerFull);
            return;
        }

        if (!gate.Admits(message, request.From, sessions.Count, _journal.Now))
        {
            AskForCookie(message, ref request);
            return;
        }

        if (!gate.TryBegin(_journal.Now))
        {
            int limit = options.HandshakeRateOfMode;
            _refusals.Log(ref request, new PolicyEvent(null, ReasonCode.HandshakeRate, limit, limit + 1L));
            _refusals.Answer(message, ref request, RefusalCode.RateLimited, ReasonCode.HandshakeRate);
            return;
        }

        SessionId id = sessions.NewId();
        HandshakeAnswer? answer = null;
        SessionKeys? keys = agreement?.TryAgree(message, id, FirstVersion, out answer);
        if (agreement is not null && keys is null)
        {
            Refuse(message, ref request, RefusalCode.Malformed, ReasonCode.Malformed);
            return;
        }

        if (answer is not null)
        {
            _made.Remember(id, answer);
        }

        var session = new Session(id, request.From, _journal.Now) { Keys = keys, IsCopy = first is not null };
        _copies?.Add(message.Mac, id);
        _memory.Remember(request.From, message.Nonce, id);
        sessions.Begin(session);
        Acknowledge(session, answer, message, request);
    }

    /// <summary>
    /// Answers a handshake that has made its maximum of sessions with the first of them. If this is the client's own handshake, arriving
    /// after copies of it, the client gets a session and moves it to its own address with a reattach, which only the client can do. Once it
    /// uses one, any further handshake is a replay.
    /// </summary>
    private void HandleCopy(Session first, in WireMessage message, in Request request, bool isUsed)
    {
        if (isUsed || _made.Of(first.Id) is not { } answer)
        {
            _journal.Counters.Ignored++;
            return;
        }

        _journal.Counters.Reacknowledged++;
        Acknowledge(first.Id, answer, message, request);
    }

    private void Refuse(in WireMessage message, ref Request request, RefusalCode code, ReasonCode reason)
    {
        _refusals.Log(ref request, new SecurityEvent(null, request.From, reason));
        _refusals.Answer(message, ref request, code, reason);
    }

    /// <summary>
    /// Repeats the answer to a handshake that came before; false if a different key makes it a different handshake, or the answer is
    /// forgotten.
    /// </summary>
    private bool IsAnswered(Session session, in WireMessage message, in Request request)
    {
        if (session.Keys is { IsUsed: true })
        {
            _journal.Counters.Ignored++; // late: the client has used the keys since, so it has the answer
            return true;
        }

        HandshakeAnswer? answer = _made.Of(session.Id);
        if (session.Keys is not null && (answer is null || !message.Key.SequenceEqual(answer.ClientKey)))
        {
            return false;
        }

        _journal.Counters.Reacknowledged++;
        Acknowledge(session, answer, message, request);
        return true;
    }

    private void Acknowledge(Session session, HandshakeAnswer? answer, in WireMessage message, in Request request)
    {
        if (answer is not null)
        {
            Acknowledge(session.Id, answer, message, request);
        }
        else
        {
            _answers.SendWithinLimit(
                request,
                new WireMessage
                {
                    Type = MessageType.HandshakeAck,
                    SessionId = session.Id,
                    StateVersion = session.Machine.Version,
                    Nonce = message.Nonce,
                }
            );
        }
    }

    /// <summary>Acknowledges a handshake with keys, in less than twice the length of the request.</summary>
    private void Acknowledge(SessionId id, HandshakeAnswer answer, in WireMessage message, in Request request) =>
        _answers.Send(
            request,
            new WireMessage
            {
                Type = MessageType.HandshakeAck,
                SessionId = id,
                StateVersion = answer.StateVersion,
                Nonce = message.Nonce,
                Key = answer.Key,
                ServerNonce = answer.ServerNonce,
                Mac = answer.Mac,
            }
        );

    private void AskForCookie(in WireMessage init, ref Request request)
    {
        Span<byte> cookie = stackalloc byte[HandshakeGate.CookieLength];
        gate.WriteCookie(init, request.From, _journal.Now, cookie);
        _journal.Counters.HandshakeRetries++;
        Span<byte> mac = stackalloc byte[MessageMac.TextLength];
        bool isSealed = agreement?.TrySealRetry(init.Nonce, cookie, mac) == true;

        // 70 bytes if the handshake has no nonce; the shortest handshake allows 75.
        _answers.SendWithinLimit(
            request,
            new WireMessage
            {
                Type = MessageType.HandshakeRetry,
                Cookie = cookie,
                Nonce = init.Nonce,
                Mac = isSealed ? mac : default,
            }
        );
    }
}

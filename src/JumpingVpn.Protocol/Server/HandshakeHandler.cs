using System.Buffers.Binary;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Makes sessions.</summary>
internal sealed class HandshakeHandler(
    ServerOptions options,
    IEntropySource entropy,
    HandshakeGate gate,
    KeyAgreement? agreement,
    LiveSessions sessions,
    ServerJournal journal,
    Refusals refusals,
    AnswerWriter answers
)
{
    private const long FirstVersion = 1; // the one transition that a session has made by then

    private readonly HandshakeMemory _memory = new();
    private readonly HandshakeAnswers _made = new();
    private readonly HandshakeCopies? _copies = options.Mode == SessionMode.Psk ? new HandshakeCopies(sessions) : null;

    /// <inheritdoc cref="HandshakeMemory.Count"/>
    public int RememberedCount => _memory.Count;

    /// <summary>Takes other limits.</summary>
    public void Limit(ServerOptions limits) => options = limits;

    public void Handle(in WireMessage message, ref Request request)
    {
        if (!refusals.Admits(message, ref request))
        {
            return;
        }

        if (agreement?.Check(message, journal.Now, out ReasonCode reason) is { } code and not RefusalCode.None)
        {
            Refuse(message, ref request, code, reason);
            return;
        }

        bool sentBefore = _memory.TryFind(request.From, message.Nonce, out SessionId known);
        // Without switches it is still bound to this source.
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
            refusals.Log(ref request, new PolicyEvent(null, ReasonCode.ServerFull, options.MaximumSessions, sessions.Count + 1L));
            refusals.Answer(message, ref request, RefusalCode.ServerFull, ReasonCode.ServerFull);
            return;
        }

        if (!gate.Admits(message, request.From, sessions.Count, journal.Now))
        {
            AskForCookie(message, ref request);
            return;
        }

        if (!gate.TryBegin(journal.Now))
        {
            int limit = options.HandshakeRateOfMode;
            refusals.Log(ref request, new PolicyEvent(null, ReasonCode.HandshakeRate, limit, limit + 1L));
            refusals.Answer(message, ref request, RefusalCode.RateLimited, ReasonCode.HandshakeRate);
            return;
        }

        SessionId id = NewId();
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

        var session = new Session(id, request.From, journal.Now) { Keys = keys, IsCopy = first is not null };
        sessions.Add(session);
        _copies?.Add(message.Mac, id);
        _memory.Remember(request.From, message.Nonce, session.Id);
        journal.Counters.SessionsCreated++;
        journal.Emit(new SessionCreated(session.Id, request.From, keys?.Client));
        sessions.Fire(session, SessionTrigger.HandshakeAccepted);
        Acknowledge(session, answer, message, request);
    }

    /// <summary>
    /// Answers a handshake that has made as many sessions as it may with the first of them. Where it is the client's own, behind copies
    /// that came before, the client has a session then and moves it to itself by a reattach, as only it can. Once it uses one, all that
    /// comes is a replay.
    /// </summary>
    private void HandleCopy(Session first, in WireMessage message, in Request request, bool isUsed)
    {
        if (isUsed || _made.Of(first.Id) is not { } answer)
        {
            journal.Counters.Ignored++;
            return;
        }

        journal.Counters.Reacknowledged++;
        Acknowledge(first.Id, answer, message, request);
    }

    private void Refuse(in WireMessage message, ref Request request, RefusalCode code, ReasonCode reason)
    {
        refusals.Log(ref request, new SecurityEvent(null, request.From, reason));
        refusals.Answer(message, ref request, code, reason);
    }

    /// <summary>Answers a handshake that came before as it was answered then; false where another key makes it another handshake, or
    /// the answer is forgotten.</summary>
    private bool IsAnswered(Session session, in WireMessage message, in Request request)
    {
        if (session.Keys is { IsUsed: true })
        {
            journal.Counters.Ignored++; // late: the client has used the keys since, so it has the answer
            return true;
        }

        HandshakeAnswer? answer = _made.Of(session.Id);
        if (session.Keys is not null && (answer is null || !message.Key.SequenceEqual(answer.ClientKey)))
        {
            return false;
        }

        journal.Counters.Reacknowledged++;
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
            answers.SendWithinLimit(
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

    /// <summary>Acknowledges a handshake with keys; shorter than twice the request.</summary>
    private void Acknowledge(SessionId id, HandshakeAnswer answer, in WireMessage message, in Request request) =>
        answers.Send(
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
        gate.WriteCookie(init, request.From, journal.Now, cookie);
        journal.Counters.HandshakeRetries++;
        Span<byte> mac = stackalloc byte[MessageMac.TextLength];
        bool isSealed = agreement?.TrySealRetry(init.Nonce, cookie, mac) == true;

        // 70 bytes where the handshake has no nonce, and the shortest allows 75.
        answers.SendWithinLimit(
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

    private SessionId NewId()
    {
        Span<byte> bytes = stackalloc byte[8];
        for (int draw = 0; draw < 64; draw++)
        {
            entropy.Fill(bytes);
            var id = new SessionId(BinaryPrimitives.ReadUInt64BigEndian(bytes));
            if (!sessions.IsTaken(id))
            {
                return id;
            }
        }

        throw new InvalidOperationException("The entropy source gave 64 session ids in a row that were taken: it repeats itself.");
    }
}

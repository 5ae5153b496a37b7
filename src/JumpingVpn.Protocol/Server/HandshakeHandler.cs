using System.Buffers.Binary;
using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Makes sessions.</summary>
internal sealed class HandshakeHandler(
    ServerOptions options, IEntropySource entropy, LiveSessions sessions, ServerJournal journal, Refusals refusals, AnswerWriter answers)
{
    private readonly HandshakeMemory _memory = new();

    public void Handle(in WireMessage message, in TransportAddress from)
    {
        bool sentBefore = _memory.TryFind(from, message.Nonce, out SessionId known);
        if (sentBefore && sessions.Find(known) is { Switches: 0 } same) // so it is still bound to this very source
        {
            journal.Counters.Reacknowledged++;
            answers.Ack(MessageType.HandshakeAck, known, same.Machine.Version, message.Nonce);
            return;
        }

        if (sessions.Count >= options.MaximumSessions)
        {
            journal.Emit(SessionEvent.PolicyEvent(null, ReasonCode.ServerFull, options.MaximumSessions, sessions.Count + 1L));
            refusals.Answer(RefusalCode.ServerFull, ReasonCode.ServerFull, message.Nonce);
            return;
        }

        var session = new Session(NewId(), from, journal.Now);
        sessions.Add(session);
        _memory.Remember(from, message.Nonce, session.Id);
        journal.Counters.SessionsCreated++;
        journal.Emit(SessionEvent.SessionCreated(session.Id, from));
        sessions.Fire(session, SessionTrigger.HandshakeAccepted);
        answers.Ack(MessageType.HandshakeAck, session.Id, session.Machine.Version, message.Nonce);
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

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Replay;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Takes application data: each number once to the application, each accepted or repeated one acknowledged.</summary>
internal sealed class DataHandler(
    int maximumDatagramSize, LiveSessions sessions, ServerJournal journal, Refusals refusals, AnswerWriter answers)
{
    private readonly byte[] _payload = new byte[maximumDatagramSize];

    public void Handle(in WireMessage message, in TransportAddress from)
    {
        if (sessions.Find(message.SessionId) is not { } session)
        {
            refusals.Data(message.SessionId, from, default, RefusalCode.UnknownSession, sessions.WhyGone(message.SessionId));
            return;
        }

        if (session.Binding != from)
        {
            refusals.Data(session.Id, from, session.Binding, RefusalCode.WrongTransport, ReasonCode.WrongTransport);
            return;
        }

        bool numbered = message.Has(Members.Sequence);
        switch (numbered ? session.Delivered.Accept(message.Sequence) : SequenceVerdict.New)
        {
            case SequenceVerdict.TooOld:
                refusals.Data(session.Id, from, session.Binding, RefusalCode.PolicyDeny, ReasonCode.SequenceTooOld);
                return;
            case SequenceVerdict.Duplicate:
                journal.Counters.DataDuplicates++; // nothing new was accepted, so the time to live runs on
                break;
            default:
                sessions.Touch(session);
                journal.Counters.DataDelivered++;
                message.Payload.CopyTo(_payload);
                ReadOnlyMemory<byte> payload = _payload.AsMemory(0, message.Payload.Length);
                journal.Emit(SessionEvent.DataAccepted(session.Id, from, message.Sequence, payload));
                break;
        }

        answers.DataAck(session.Id, numbered ? message.Sequence : null);
    }
}

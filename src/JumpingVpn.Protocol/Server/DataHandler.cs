using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Replay;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Takes application data: each number once to the application, each accepted or repeated one acknowledged.</summary>
internal sealed class DataHandler(LiveSessions sessions, OwnerCheck owners, ServerJournal journal, Refusals refusals, AnswerWriter answers)
{
    private PayloadCopy _payload;

    public void Handle(in WireMessage message, in TransportAddress from)
    {
        if (owners.Find(message, from, out WireMessage data) is not { } session)
        {
            return;
        }

        bool numbered = data.Has(Members.Sequence);
        if (!numbered && session.Keys is not null)
        {
            refusals.Owned(data, from, session.Binding, RefusalCode.Malformed, ReasonCode.Malformed); // its MAC would be valid for ever
            return;
        }

        switch (numbered ? session.Delivered.Accept(data.Sequence) : SequenceVerdict.New)
        {
            case SequenceVerdict.TooOld:
                refusals.Owned(data, from, session.Binding, RefusalCode.PolicyDeny, ReasonCode.SequenceTooOld);
                return;
            case SequenceVerdict.Duplicate:
                journal.Counters.DataDuplicates++; // nothing new was accepted, so the time to live runs on
                break;
            default:
                sessions.Touch(session);
                journal.Counters.DataDelivered++;
                journal.Emit(new DataAccepted(session.Id, from, data.Sequence, _payload.Keep(data.Payload)));
                break;
        }

        // Never longer than the DATA it answers; without a number where that had none.
        answers.Send(
            new WireMessage
            {
                Type = MessageType.DataAck,
                SessionId = session.Id,
                Sequence = data.Sequence,
            }
        );
    }
}

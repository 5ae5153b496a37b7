using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Replay;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Receives application data: delivers each number to the application once, and acknowledges each that is accepted or repeated.
/// </summary>
internal sealed class DataHandler(LiveSessions sessions, OwnerCheck owners, Responses responses)
{
    private readonly ServerJournal _journal = responses.Journal;
    private readonly Refusals _refusals = responses.Refusals;
    private readonly AnswerWriter _answers = responses.Answers;
    private PayloadCopy _payload;

    /// <summary>Accepts or refuses it; returns the session if that counts as hearing from its client.</summary>
    public Session? Handle(in WireMessage message, ref Request request)
    {
        if (owners.Find(message, ref request, out WireMessage data) is not { } session)
        {
            return null;
        }

        bool numbered = data.Has(Members.Sequence);
        if (!numbered && session.Keys is not null)
        {
            // Its MAC would be valid forever.
            _refusals.Owned(data, ref request, session.Binding, RefusalCode.Malformed, ReasonCode.Malformed);
            return null;
        }

        Session? heard = null;
        switch (numbered ? session.Delivered.Accept(data.Sequence) : SequenceVerdict.New)
        {
            case SequenceVerdict.TooOld:
                _refusals.Owned(data, ref request, session.Binding, RefusalCode.PolicyDeny, ReasonCode.SequenceTooOld);
                return null;
            case SequenceVerdict.Duplicate:
                _journal.Counters.DataDuplicates++; // nothing new was accepted, so the time to live runs on
                break;
            default:
                heard = session;
                sessions.Touch(session);
                _journal.Counters.DataDelivered++;
                _journal.Emit(new DataAccepted(session.Id, request.From, data.Sequence, _payload.Keep(data.Payload)));
                break;
        }

        // Never longer than the DATA that it answers; without a number if that had none.
        _answers.Send(
            request,
            new WireMessage
            {
                Type = MessageType.DataAck,
                SessionId = session.Id,
                Sequence = data.Sequence,
            }
        );
        return heard;
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Replay;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Takes application data: each number once to the application, each accepted or repeated one acknowledged.</summary>
internal sealed class DataHandler(
    LiveSessions sessions, MessageReader reader, MessageAuthenticator authenticator, ServerJournal journal, Refusals refusals, AnswerWriter answers)
{
    private PayloadCopy _payload;

    public void Handle(in WireMessage message, in TransportAddress from)
    {
        if (message.Has(Members.Downlink))
        {
            refusals.Unread(message.Type, from, RefusalCode.UnknownType, ReasonCode.UnknownType); // a server's own, coming back
            return;
        }

        if (sessions.Find(message.SessionId) is not { } session)
        {
            refusals.Data(message.SessionId, from, default, RefusalCode.UnknownSession, sessions.WhyGone(message.SessionId));
            return;
        }

        if (session.Binding != from && !refusals.Admits(nonce: default))
        {
            return; // before anything is computed for it
        }

        if (message.PayloadIsEscaped)
        {
            Judge(session, reader.Unescape(message), from);
        }
        else
        {
            Judge(session, message, from);
        }
    }

    private void Judge(Session session, in WireMessage message, in TransportAddress from)
    {
        if (!authenticator.IsAuthentic(session, message, from))
        {
            refusals.Data(session.Id, from, session.Binding, RefusalCode.BadMac, ReasonCode.BadMac);
            return;
        }

        if (session.Binding != from)
        {
            refusals.Data(session.Id, from, session.Binding, RefusalCode.WrongTransport, ReasonCode.WrongTransport);
            return;
        }

        bool numbered = message.Has(Members.Sequence);
        if (!numbered && session.Keys is not null)
        {
            refusals.Data(session.Id, from, session.Binding, RefusalCode.Malformed, ReasonCode.Malformed); // its code would be valid for ever
            return;
        }

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
                journal.Emit(SessionEvent.DataAccepted(session.Id, from, message.Sequence, _payload.Keep(message.Payload)));
                break;
        }

        answers.DataAck(session.Id, numbered ? message.Sequence : null);
    }
}

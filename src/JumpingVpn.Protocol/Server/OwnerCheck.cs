using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Whether a message is the owner's of a live session, from where that is bound: the same checks in the same order for everything that a
/// client sends for a session it holds, so that it learns the same of each.
/// </summary>
internal sealed class OwnerCheck(
    LiveSessions sessions,
    MessageReader reader,
    MessageAuthenticator authenticator,
    Refusals refusals,
    Races races
)
{
    /// <summary>The session; null where the message is refused, which is done here.</summary>
    /// <param name="message">The message.</param>
    /// <param name="request">The datagram it came in.</param>
    /// <param name="plain">The message, with its payload as it was meant.</param>
    public Session? Find(in WireMessage message, ref Request request, out WireMessage plain)
    {
        plain = message;
        if (sessions.Find(message.SessionId) is not { } session)
        {
            refusals.Owned(message, ref request, default, RefusalCode.UnknownSession, sessions.WhyGone(message.SessionId));
            return null;
        }

        bool isBound = session.Binding == request.From;
        if (!isBound && !refusals.AdmitsStray(message, ref request, session))
        {
            return null; // before anything is computed for it
        }

        if (message.PayloadIsEscaped)
        {
            plain = reader.Unescape(message);
        }

        if (!authenticator.IsAuthentic(session, plain, ref request))
        {
            refusals.Owned(message, ref request, session.Binding, RefusalCode.BadMac, ReasonCode.BadMac);
            return null;
        }

        if (!isBound)
        {
            if (!IsNew(session, message) || !races.TryCallBack(session, message, ref request))
            {
                ReasonCode reason = races.IsRaced(session) ? ReasonCode.Race : ReasonCode.WrongTransport;
                refusals.Owned(message, ref request, session.Binding, RefusalCode.WrongTransport, reason);
            }

            return null;
        }

        AnswerWriter.Credit(session, ref request);
        return session;
    }

    /// <summary>Whether its number is above all that were accepted: what was held back and sent on has none.</summary>
    private static bool IsNew(Session session, in WireMessage message) =>
        message.Has(Members.Sequence)
        && message.Type switch
        {
            MessageType.Data => message.Sequence > session.Delivered.Highest,
            MessageType.Keepalive => message.Sequence > session.HighestKeepalive,
            _ => false,
        };
}

using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Decides whether a message comes from the owner of a live session, at the address that it is bound to. Everything that a client sends for
/// a session it holds passes the same checks in the same order, so every refusal says as much.
/// </summary>
internal sealed class OwnerCheck(
    LiveSessions sessions,
    MessageReader reader,
    MessageAuthenticator authenticator,
    Refusals refusals,
    Races races
)
{
    /// <summary>The session; null if the message is refused, which is done here.</summary>
    /// <param name="message">The message.</param>
    /// <param name="request">The datagram it came in.</param>
    /// <param name="plain">The message with its payload decoded.</param>
    public Session? Find(in WireMessage message, ref Request request, out WireMessage plain)
    {
        plain = message;
        if (sessions.Find(message.SessionId) is not { } session)
        {
            refusals.Owned(message, ref request, default, RefusalCode.UnknownSession, sessions.ReasonOfEnd(message.SessionId));
            return null;
        }

        bool isBound = session.Binding == request.From;
        if (!isBound && !refusals.AdmitsStray(message, ref request, session))
        {
            return null; // before any computation for it
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

    /// <summary>
    /// Whether its number is above all accepted ones, which is never so for a message that was held back and sent on later.
    /// </summary>
    private static bool IsNew(Session session, in WireMessage message) =>
        message.Has(Members.Sequence)
        && message.Type switch
        {
            MessageType.Data => message.Sequence > session.Delivered.Highest,
            MessageType.Keepalive => message.Sequence > session.HighestKeepalive,
            _ => false,
        };
}

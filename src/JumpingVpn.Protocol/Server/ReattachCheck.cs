using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Whether a message that wants to move a session comes from its holder: the same checks in the same order for a request and for the
/// answer to its challenge. Each refusal says no more than the checks before it have earned.
/// </summary>
internal sealed class ReattachCheck(LiveSessions sessions, MessageAuthenticator authenticator, Refusals refusals)
{
    /// <summary>The session; null if the message is refused, which is done here.</summary>
    /// <param name="message">A request, or the response to a challenge.</param>
    /// <param name="request">The datagram it came in.</param>
    /// <param name="fingerprint">What represents the nonce of the request.</param>
    public Session? Find(in WireMessage message, ref Request request, out ulong fingerprint)
    {
        fingerprint = 0;
        if (FindAdmitted(message, ref request) is not { } session)
        {
            return null;
        }

        bool hasProof =
            message.Type == MessageType.PathResponse
                ? authenticator.HasPathProof(session, message, out fingerprint)
                : authenticator.HasProof(session, message, out fingerprint);
        if (!hasProof)
        {
            refusals.Reattach(message, ref request, RefusalCode.BadProof, ReasonCode.BadProof);
            return null;
        }

        if (!authenticator.IsAuthentic(session, message, ref request))
        {
            refusals.Reattach(message, ref request, RefusalCode.BadMac, ReasonCode.BadMac);
            return null;
        }

        return session;
    }

    /// <summary>The session asked for, unless there is none or too much is asked; then the refusal is said. Looking it up costs no
    /// more than a datagram of DATA.</summary>
    private Session? FindAdmitted(in WireMessage message, ref Request request)
    {
        Session? session = sessions.Find(message.SessionId);
        if (!refusals.Admits(message, ref request, session))
        {
            return null;
        }

        if (session is null)
        {
            refusals.Reattach(message, ref request, RefusalCode.UnknownSession, sessions.ReasonOfEnd(message.SessionId));
        }
        else if (session.Binding == request.From)
        {
            AnswerWriter.Credit(session, ref request);
        }

        return session;
    }
}

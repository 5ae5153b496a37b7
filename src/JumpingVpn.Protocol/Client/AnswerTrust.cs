using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Decides which messages from the server's address the client believes. Once the session has keys, a message without a valid MAC is not
/// the server's. The exceptions are the few refusals that a server sends before it knows the session, or after it has forgotten it.
/// </summary>
internal sealed class AnswerTrust(SessionMode mode, MessageMac macs)
{
    private SessionId _id;
    private SessionKeys? _keys;

    /// <summary>True if sessions have their own keys.</summary>
    public bool IsKeyed => mode != SessionMode.Demo;

    /// <summary>The session is established: from now on its keys decide what is believed.</summary>
    public void Use(SessionId id, SessionKeys? keys)
    {
        _id = id;
        _keys = keys;
    }

    /// <summary>The session is over and its keys are wiped: the client ignores all further messages of it.</summary>
    public void End() => _keys = null;

    /// <summary>Judges a message. A forged one claims to belong to this session but is not the server's.</summary>
    public bool Admits(in WireMessage message, out bool forged)
    {
        forged = false;
        if (!IsKeyed)
        {
            return true;
        }

        switch (MessageSchema.Of(message.Type).Rule)
        {
            case MacRule.Handshake:
                return true; // the handshake checks its own answer
            case MacRule.WhereAsked when _keys is null:
                return true; // a server that agreed no keys cannot use any
            case MacRule.WhereAsked when !message.Has(Members.Mac):
                forged = !MayLackMac(message.Code);
                return !forged;
            case MacRule.WhereAsked:
            case MacRule.Required when _keys is not null && message.SessionId == _id:
                forged = !macs.Verify(_keys, MacDirection.ToClient, _id, message);
                return !forged;
            default:
                return false;
        }
    }

    /// <summary>
    /// The refusals that a server sends before it has found the session and checked the MAC. They are hints: they may use up an attempt to
    /// reattach, and they end the session only when they answer that request's own nonce.
    /// </summary>
    private static bool MayLackMac(RefusalCode code) =>
        code
            is RefusalCode.UnknownSession
                or RefusalCode.RateLimited
                or RefusalCode.BadProof
                or RefusalCode.BadMac
                or RefusalCode.Malformed
                or RefusalCode.TooLarge;
}

using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Which messages from the server's address the client listens to. Once the session has keys, those that lack a valid code are not the
/// server's, but for the few refusals that a server gives before it knows the session, or when it knows it no more.
/// </summary>
internal sealed class AnswerTrust(SessionMode mode, MessageMac macs)
{
    private SessionId _id;
    private SessionKeys? _keys;

    /// <summary>True where sessions have keys of their own.</summary>
    public bool IsKeyed => mode != SessionMode.Demo;

    /// <summary>The session is established: from now on its keys decide.</summary>
    public void Use(SessionId id, SessionKeys? keys)
    {
        _id = id;
        _keys = keys;
    }

    /// <summary>The session is over, and its keys are wiped: none of its messages is listened to any more.</summary>
    public void End() => _keys = null;

    /// <summary>Judges a message; a forged one claims to belong to this session and is not the server's.</summary>
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
                return true; // the handshake judges its own answer
            case MacRule.WhereAsked when _keys is null:
                return true; // a server that gave no keys cannot use any
            case MacRule.WhereAsked when !message.Has(Members.Mac):
                forged = !MayLackCode(message.Code);
                return !forged;
            case MacRule.WhereAsked:
            case MacRule.Required when _keys is not null && message.SessionId == _id:
                forged = !macs.Verify(_keys, MacDirection.ToClient, _id, message);
                return !forged;
            default:
                return false;
        }
    }

    /// <summary>The refusals that come before the server has found the session and checked the code. They are hints: they may cost an
    /// attempt to reattach, and end the session only in answer to that request's own nonce.</summary>
    private static bool MayLackCode(RefusalCode code) =>
        code
            is RefusalCode.UnknownSession
                or RefusalCode.RateLimited
                or RefusalCode.BadProof
                or RefusalCode.BadMac
                or RefusalCode.Malformed
                or RefusalCode.TooLarge;
}

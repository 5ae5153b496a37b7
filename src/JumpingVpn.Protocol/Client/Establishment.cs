using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Turns an answer to the handshake into a bound session.</summary>
internal sealed class Establishment(
    HandshakeAttempt handshake,
    SpareSessions spares,
    ClientTrust trust,
    Recovery recovery,
    ClientJournal journal
)
{
    /// <summary>Handles the answer; false if it does not answer this client's request, or makes no session.</summary>
    public bool TryTake(in WireMessage message)
    {
        if (journal.State != SessionState.Birth || !handshake.IsAnsweredBy(message))
        {
            return false;
        }

        if (!handshake.TryAgree(message, out SessionKeys? keys))
        {
            journal.Emit(new SecurityEvent(null, journal.Server, handshake.Reason));
            return false; // the true answer may still come
        }

        trust.Adopt(message.SessionId, keys);
        spares.Begin();
        recovery.Establish(message);
        return true;
    }

    /// <summary>Takes a request to ask again with a cookie; false if none is waited for.</summary>
    public bool TryRetry(in WireMessage retry) => journal.State == SessionState.Birth && handshake.TryRetry(retry, trust, journal);

    /// <summary>Remembers an error; false if it answers another request.</summary>
    public bool TryNote(in WireMessage error) => handshake.TryNote(error);
}

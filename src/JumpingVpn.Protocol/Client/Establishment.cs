using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>Turns an answer to the handshake into a bound session.</summary>
internal sealed class Establishment(
    HandshakeAttempt handshake,
    ClientTrust trust,
    Recovery recovery,
    ClientJournal journal,
    LifeBounds bounds,
    PathTraffic traffic
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
        handshake.Dispose();
        recovery.ServerEchoesNonces = message.Has(Members.Nonce);
        recovery.ServerVersion = message.Has(Members.StateVersion) ? message.StateVersion : null;
        journal.SessionId = message.SessionId;
        bounds.Establish(journal.Now);
        journal.Emit(new SessionEstablished(message.SessionId, journal.Server));
        journal.Fire(SessionTrigger.HandshakeAccepted);
        journal.IsBound = true;
        traffic.BeginPath(journal.Now);
        return true;
    }
}

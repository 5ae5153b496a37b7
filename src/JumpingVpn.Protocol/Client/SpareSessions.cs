using JumpingVpn.Protocol.Keys;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Ends the sessions that a handshake has made beside the client's own. A server makes one for each address that it hears a request from,
/// so a handshake over several paths whose first answer is slow makes several. Each is ended over the path that its answer comes by.
/// </summary>
/// <remarks>The private key of the handshake lives as long as such answers are awaited: they cannot be checked without it.</remarks>
internal sealed class SpareSessions(HandshakeAttempt handshake, ClientOutbox outbox, ClientJournal journal)
{
    /// <summary>How long answers are awaited; a server lets a session go by itself later.</summary>
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private int _left;

    /// <summary>Until when answers are awaited; null where there can be none.</summary>
    public TimeSpan? Until { get; private set; }

    /// <summary>The client has its session: no further request is sent.</summary>
    public void Begin()
    {
        _left = handshake.FurtherPaths;
        if (_left == 0)
        {
            handshake.Dispose();
            return;
        }

        handshake.Stop();
        Until = journal.Now + Window;
    }

    /// <summary>Stops to wait, where it is time to.</summary>
    public void Advance()
    {
        if (Until <= journal.Now)
        {
            End();
        }
    }

    /// <summary>Ends the session that an answer tells of; false where the answer is not one to this client's request, or tells of the
    /// client's own session.</summary>
    public bool TryEnd(in WireMessage answer)
    {
        Advance();
        bool isSpare =
            Until is not null && answer.Has(Members.Nonce) && handshake.IsAnsweredBy(answer) && answer.SessionId != journal.SessionId;
        if (!isSpare || !handshake.TryAgree(answer, out SessionKeys? keys))
        {
            return false;
        }

        var seal = new MessageSeal(new MessageMac(), MacDirection.ToServer);
        seal.Use(answer.SessionId, keys);
        outbox.Send(Endings.Tell(answer.SessionId, ReasonCode.SessionTerminated), seal);
        keys?.Wipe();
        if (--_left == 0)
        {
            End();
        }

        return true;
    }

    private void End()
    {
        Until = null;
        handshake.Dispose();
    }
}

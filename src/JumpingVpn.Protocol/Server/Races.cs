using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Server.Limits;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// Decides between two addresses that send the same request: one of them is not the client's, and nothing in the request says which. With
/// keys both are challenged, and the first to respond gets the session. The other gets it back when a new message comes from there and a
/// challenge is answered (RFC 9000 section 9.3). Such a switch does not count towards the session's switches in a minute.
/// </summary>
internal sealed class Races(ServerOptions options, PathChallenges challenges, Switches switches, ServerJournal journal, Refusals refusals)
{
    // Only a response to a challenge is charged to it. Requests and messages from elsewhere are charged to their sources; otherwise whoever
    // copies them from many addresses could use it up for the client.
    private readonly Rate _share = new(options.SessionBurst, options.SessionRate);

    /// <summary>Called when the request that made the binding has come from another address, too, shortly after.</summary>
    public void Note(Session session, ReadOnlySpan<byte> nonce, ref Request request)
    {
        refusals.Log(ref request, new SecurityEvent(session.Id, request.From, ReasonCode.Race, session.Binding));
        SessionPath path = session.Path!; // it has moved
        if (session.Keys is null)
        {
            return;
        }

        path.Race(journal.Now);
        if (!path.IsContested)
        {
            return;
        }

        challenges.Ask(session, nonce, request);
        if (path.TryAskBound(options.FirstRetransmission, journal.Now))
        {
            challenges.TryAskBound(session);
        }
    }

    /// <summary>True if two addresses have recently competed for the session with the same request.</summary>
    public bool IsRaced(Session session) => session is { Path: { } path, Keys: not null } && path.IsRaced(journal.Now);

    /// <summary>
    /// An authentic message with a number above all others came from elsewhere after a race. It is the client, unless somebody holds its
    /// messages back and sends them on later, so the address is challenged. False if there was no race.
    /// </summary>
    public bool TryCallBack(Session session, in WireMessage message, ref Request request)
    {
        if (!IsRaced(session) || !refusals.Admits(message, ref request))
        {
            return false;
        }

        challenges.Ask(session, NonceSource.NoRequest, request);
        return true;
    }

    /// <summary>Handles a response to one of these challenges; false if it responds to another one, or none.</summary>
    /// <param name="session">The session.</param>
    /// <param name="response">The response.</param>
    /// <param name="request">The datagram it came in.</param>
    /// <param name="isLatestRequest">Whether it names the request that made the binding.</param>
    /// <param name="heard">The session if the response counts as hearing from its client; otherwise null.</param>
    public bool TryTake(Session session, in WireMessage response, ref Request request, bool isLatestRequest, out Session? heard)
    {
        heard = null;
        bool answersNoRequest = response.Nonce.SequenceEqual(NonceSource.NoRequest);
        bool isBound = session.Binding == request.From;
        bool expected = isBound
            ? answersNoRequest && session.Path is not null
            : IsRaced(session) && (answersNoRequest || (isLatestRequest && session.Path!.IsContested));
        if (!expected || !challenges.IsAnsweredBy(response, session, request))
        {
            return false;
        }

        if (isBound)
        {
            session.Path!.Validate();
            heard = session;
        }
        else if (_share.TryTake(ref session.Path!.ReturnsFullAt, journal.Now.Ticks))
        {
            switches.Return(session, response.Nonce, request);
            heard = session;
        }
        else
        {
            refusals.Reattach(response, ref request, RefusalCode.PolicyDeny, ReasonCode.SwitchRate);
        }

        return true;
    }
}

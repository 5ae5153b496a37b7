using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Server.Limits;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>
/// What happens where one request comes from two addresses: one of them is not the client's, and nothing in the request says
/// which. With keys both are
/// challenged, and the first to answer has the session; who lost it gets it back when the client is heard there by a message that
/// is new and answers a challenge
/// (RFC 9000 section 9.3). A switch that is raced for costs the session none of its switches of a minute.
/// </summary>
internal sealed class Races(
    ServerOptions options,
    PathValidator paths,
    LiveSessions sessions,
    ServerJournal journal,
    Refusals refusals,
    AnswerWriter answers
)
{
    // Beyond it the request is a replay like any other: whoever races on cannot make the server send.
    private readonly Rate _share = new(options.SessionBurst, options.SessionRate);

    /// <summary>The request that made the binding has come from another address, too, just after it.</summary>
    public void Note(Session session, ReadOnlySpan<byte> nonce, in TransportAddress rival)
    {
        refusals.Log(new SecurityEvent(session.Id, rival, ReasonCode.Race, session.Binding));
        SessionPath path = session.Path!; // it has moved
        if (session.Keys is null)
        {
            return;
        }

        path.Race(rival, journal.Now);
        if (path.IsContested && _share.TryTake(ref path.RacesFullAt, journal.Now.Ticks))
        {
            Challenge(session, nonce, rival);
            Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
            paths.Write(session, NonceSource.NoRequest, session.Binding, journal.Now, challenge);
            journal.Counters.PathChallenges += answers.TryChallengeBound(session, challenge) ? 1 : 0;
            answers.Resume(rival);
        }
    }

    /// <summary>True where this address has lost the session to the bound one lately, by the same request.</summary>
    public bool IsRival(Session session, in TransportAddress address) =>
        session is { Path: { } path, Keys: not null } && path.IsRival(address, journal.Now);

    /// <summary>An authentic message of a number above all others came from a rival: it is the client, unless somebody holds its
    /// messages back and sends them
    /// on, so the address is challenged. False where it is no rival, or too much of this is asked.</summary>
    public bool TryCallBack(Session session, in TransportAddress from)
    {
        if (
            !IsRival(session, from)
            || !refusals.Admits(nonce: default)
            || !_share.TryTake(ref session.Path!.RacesFullAt, journal.Now.Ticks)
        )
        {
            return false;
        }

        Challenge(session, NonceSource.NoRequest, from);
        return true;
    }

    /// <summary>Takes an answer to one of these challenges; false where it is to another one, or none.</summary>
    public bool TryTake(Session session, in WireMessage response, in TransportAddress from, bool isLatestRequest)
    {
        bool answersNoRequest = response.Nonce.SequenceEqual(NonceSource.NoRequest);
        bool isBound = session.Binding == from;
        bool expected = isBound
            ? answersNoRequest && session.Path is not null
            : IsRival(session, from) && (answersNoRequest || (isLatestRequest && session.Path!.IsContested));
        if (!expected || !paths.Verify(session, response.Nonce, from, journal.Now, response.Challenge))
        {
            return false;
        }

        if (isBound)
        {
            session.Path!.Validate();
            sessions.Hear(session);
        }
        else
        {
            Return(session, response.Nonce, from);
        }

        return true;
    }

    /// <summary>Moves the session back to who has shown that the client is there. It costs none of the session's switches, and
    /// uses no nonce up.</summary>
    private void Return(Session session, ReadOnlySpan<byte> nonce, in TransportAddress to)
    {
        TransportAddress previous = session.Binding;
        session.Path!.Adopt(isSame: false, hasAnswered: true, journal.Now);
        session.Binding = to;
        session.Switches++;
        session.Machine.CountSwitch();
        sessions.Touch(session);
        journal.Counters.Switches++;
        journal.Emit(new TransportSwitch(session.Id, previous, to, session.Machine.Version, ReasonCode.Race));
        answers.Ack(MessageType.ReattachAck, session.Id, session.Machine.Version, nonce);
    }

    private void Challenge(Session session, ReadOnlySpan<byte> nonce, in TransportAddress to)
    {
        Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
        paths.Write(session, nonce, to, journal.Now, challenge);
        journal.Counters.PathChallenges++;
        answers.PathChallenge(session.Id, nonce, challenge);
    }
}

using JumpingVpn.Protocol.Proof;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>Asks addresses for what only they can have received, and knows their answers.</summary>
internal sealed class PathChallenges(PathValidator paths, ServerJournal journal, AnswerWriter answers)
{
    /// <inheritdoc cref="PathValidator.IsRequired"/>
    public bool AreRequired => paths.IsRequired;

    /// <summary>Challenges the address that a message came from.</summary>
    /// <param name="session">The session that it came for.</param>
    /// <param name="nonce">That of the request which is challenged, or <see cref="NonceSource.NoRequest"/>.</param>
    /// <param name="request">The datagram it came in.</param>
    public void Ask(Session session, ReadOnlySpan<byte> nonce, in Request request)
    {
        Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
        paths.Write(session, nonce, request.From, journal.Now, challenge);
        journal.Counters.PathChallenges++;
        answers.SendWithinLimit(
            request,
            new WireMessage
            {
                Type = MessageType.PathChallenge,
                SessionId = session.Id,
                Nonce = nonce,
                Challenge = challenge,
            }
        );
    }

    /// <summary>Challenges the address that a session is bound to, of the server's own accord.</summary>
    /// <returns>False if even that would be too much for an address that has not answered.</returns>
    public bool TryAskBound(Session session)
    {
        Span<byte> challenge = stackalloc byte[PathValidator.ChallengeLength];
        paths.Write(session, NonceSource.NoRequest, session.Binding, journal.Now, challenge);
        bool asked = answers.TryChallengeBound(session, challenge);
        journal.Counters.PathChallenges += asked ? 1 : 0;
        return asked;
    }

    /// <summary>True if a response brings back the challenge that was sent to its address for the request it names.</summary>
    public bool IsAnsweredBy(in WireMessage response, Session session, in Request request) =>
        paths.Verify(session, response.Nonce, request.From, journal.Now, response.Challenge);
}

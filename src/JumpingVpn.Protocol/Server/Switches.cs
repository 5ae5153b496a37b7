using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Server;

/// <summary>How a session moves to another address, and whether the policy lets it.</summary>
internal sealed class Switches(ServerOptions options, LiveSessions sessions, Responses responses)
{
    private readonly ServerJournal _journal = responses.Journal;
    private readonly Refusals _refusals = responses.Refusals;

    /// <summary>Takes other limits.</summary>
    public void Limit(ServerOptions limits) => options = limits;

    /// <summary>Asks the policy; what it forbids is refused here.</summary>
    public bool Allow(Session session, in WireMessage message, ref Request request)
    {
        switch (session.Path?.Budget.Judge(options, _journal.Now) ?? SwitchVerdict.Allowed)
        {
            case SwitchVerdict.CoolingDown:
                _refusals.Reattach(message, ref request, RefusalCode.PolicyDeny, ReasonCode.SwitchCooldown);
                return false;
            case SwitchVerdict.TooMany:
                Deny(
                    session,
                    message,
                    ref request,
                    ReasonCode.SwitchRate,
                    options.MaximumSwitchesPerMinute,
                    options.MaximumSwitchesPerMinute + 1L
                );
                return false;
            default:
                break;
        }

        if (session.Nonces.Count >= options.MaximumNonces)
        {
            Deny(session, message, ref request, ReasonCode.NonceMemoryFull, options.MaximumNonces, session.Nonces.Count + 1L);
            return false;
        }

        return true;
    }

    /// <summary>Moves a session to the sender of a request that passed every check. It uses the request's nonce up, and costs one of the
    /// session's switches, unless two addresses competed for it.</summary>
    public void Commit(Session session, in WireMessage message, ref Request request, ulong fingerprint, bool hasAnswered)
    {
        session.Nonces.Add(fingerprint, options.MaximumNonces);
        SessionPath path = session.Path ??= new SessionPath();
        path.Adopt(isSame: session.Binding == request.From, hasAnswered, isFree: false, _journal.Now);
        path.Budget.Add(options, _journal.Now);
        if (session.Keys is not null && path.WasRaced(fingerprint))
        {
            path.MakeFree();
        }

        AnswerWriter.Credit(session, ref request);
        Bind(session, message.Nonce, request, ReasonCode.TransportVolatility);
    }

    /// <summary>Moves a session back to who has shown that the client is there. It costs none of the session's switches, and
    /// uses no nonce up.</summary>
    public void Return(Session session, ReadOnlySpan<byte> nonce, in Request request)
    {
        session.Path!.Adopt(isSame: false, hasAnswered: true, isFree: true, _journal.Now);
        Bind(session, nonce, request, ReasonCode.Race);
    }

    /// <summary>Says that the session is bound to the sender.</summary>
    public void Acknowledge(Session session, ReadOnlySpan<byte> nonce, in Request request) =>
        responses.Answers.SendWithinLimit(
            request,
            new WireMessage
            {
                Type = MessageType.ReattachAck,
                SessionId = session.Id,
                StateVersion = session.Machine.Version,
                Nonce = nonce,
            }
        );

    private void Bind(Session session, ReadOnlySpan<byte> nonce, in Request request, ReasonCode reason)
    {
        TransportAddress previous = session.Binding;
        TimeSpan silence = _journal.Now - session.LastActivity;
        session.Binding = request.From;
        session.Switches++;
        session.Machine.CountSwitch();
        sessions.Touch(session);
        _journal.Counters.Switches++;
        _journal.Emit(new TransportSwitch(session.Id, previous, request.From, session.Machine.Version, reason) { Silence = silence });
        Acknowledge(session, nonce, request);
    }

    private void Deny(Session session, in WireMessage message, ref Request request, ReasonCode reason, long limit, long observed)
    {
        _refusals.Log(ref request, new PolicyEvent(session.Id, reason, limit, observed));
        _refusals.Reattach(message, ref request, RefusalCode.PolicyDeny, reason);
    }
}

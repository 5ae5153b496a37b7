using JumpingVpn.Protocol.Delivery;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Wire;

namespace JumpingVpn.Protocol.Client;

/// <summary>
/// Recovers from a path that is lost or left to one that is bound: attempts to reattach, handles the answers, and tries again at growing
/// intervals as long as the session lives. The number of switches in a minute is limited.
/// </summary>
internal sealed class Recovery(
    ClientOptions options,
    ReattachAttempt attempt,
    ClientOutbox outbox,
    ClientJournal journal,
    LifeBounds bounds,
    PathTraffic traffic
)
{
    private readonly SwitchLimit _limit = new(options.MaximumSwitchesPerMinute);
    private TimeSpan _errorsCountFrom;
    private TimeSpan? _retryAt;
    private (RefusalCode Code, ReasonCode Reason)? _doubtful;
    private bool _isVouched;
    private bool _serverEchoesNonces;
    private bool _isUndone = true;
    private int _failures;

    /// <summary>The status of the latest attempt.</summary>
    public ReattachOutcome Outcome { get; private set; }

    /// <summary>How many times a reattach was accepted.</summary>
    public int Switches { get; private set; }

    /// <summary>The state version that the server told last.</summary>
    public long? ServerVersion { get; private set; }

    /// <summary>True while there is no transport to reattach from.</summary>
    public bool AwaitsTransport { get; private set; }

    /// <summary>When <see cref="Pump"/> has something to do.</summary>
    public TimeSpan? NextDeadline =>
        journal.State switch
        {
            SessionState.Reattaching => attempt.Deadline,
            SessionState.Degraded => RetryAt,
            _ => null,
        };

    /// <summary>When a voluntary switch is allowed.</summary>
    public TimeSpan MaySwitchAt => _limit.FreeAt > _errorsCountFrom ? _limit.FreeAt.Value : _errorsCountFrom;

    // While the path is still bound, the attempt waits until the stability window has passed without a bad signal.
    private TimeSpan? RetryAt =>
        journal.IsBound && traffic.Health.LastBad is { } bad ? Deadlines.Latest(_retryAt, bad + options.StabilityWindow) : _retryAt;

    /// <summary>The handshake is answered: there is a session, and its first path is bound.</summary>
    public void Establish(in WireMessage ack)
    {
        _serverEchoesNonces = ack.Has(Members.Nonce);
        ServerVersion = ack.Has(Members.StateVersion) ? ack.StateVersion : null;
        journal.SessionId = ack.SessionId;
        bounds.Establish(journal.Now);
        journal.Emit(new SessionEstablished(ack.SessionId, journal.Server));
        Bind(SessionTrigger.HandshakeAccepted);
    }

    /// <summary>Begins an attempt from the present transport; false if too many switches in the last minute forbid it.</summary>
    /// <param name="why">What calls for it. Where the session is degraded, any reason is the retry.</param>
    /// <param name="code">The refusal behind it, if one is.</param>
    public bool TryBegin(SessionTrigger why, RefusalCode code = RefusalCode.None)
    {
        _doubtful = null;
        _isVouched = false;
        Leave();
        AwaitsTransport = false;
        if (_limit.IsReached(journal.Now))
        {
            ForbidSwitch();
            return false;
        }

        EnterReattaching(journal.State == SessionState.Degraded ? SessionTrigger.RetryPossible : why, code);
        bounds.BeginRecovery(journal.Now);
        journal.Counters.ReattachesStarted++;
        _errorsCountFrom = journal.Now + options.ReattachCooldown;
        Outcome = new ReattachOutcome(ReattachStatus.Pending);
        attempt.Begin(journal.SessionId!.Value, ServerVersion, journal.Now);
        return true;
    }

    /// <summary>
    /// Proves the session again on the transport that it is bound to. If no switch is allowed, the binding stays as it is.
    /// </summary>
    public bool TryRenew() => (!journal.IsBound || !_limit.IsReached(journal.Now)) && TryBegin(SessionTrigger.BetterPathPreferred);

    /// <summary>The transport is gone: nothing is attempted until there is another.</summary>
    public void LoseTransport()
    {
        Leave();
        AwaitsTransport = true;
        attempt.End();
        bounds.EndRecovery();
        Outcome = default;
        EnterReattaching(SessionTrigger.TransportDied);
    }

    /// <summary>The path stays bound although it is bad, because there is no other.</summary>
    public void Degrade() => Degrade(SessionTrigger.QualityFloorViolated, RefusalCode.None);

    /// <summary>Does what is due: sends a request again, gives an attempt up, or starts the next one.</summary>
    /// <returns>The refusal that ends the session; null if it goes on.</returns>
    public ReattachOutcome? Pump()
    {
        if (journal.State == SessionState.Reattaching && !attempt.TryPump(journal.SessionId!.Value, journal.Now))
        {
            return ConcludeUnanswered();
        }
        else if (journal.State == SessionState.Degraded && RetryAt <= journal.Now)
        {
            TryBegin(SessionTrigger.RetryPossible);
        }

        return null;
    }

    /// <summary>Handles an acknowledgement; false if it does not answer the current request, or would roll the version back.</summary>
    public bool TryAccept(in WireMessage message)
    {
        if (TryFollow(message))
        {
            return true;
        }

        bool expected = attempt.IsActive && journal.SessionId == message.SessionId && attempt.IsAnsweredBy(message, _serverEchoesNonces);
        bool rollsBack = message.Has(Members.StateVersion) && message.StateVersion < ServerVersion;
        if (!expected || rollsBack)
        {
            return false;
        }

        Switches++;
        _limit.Count(journal.Now);
        _isUndone = false;
        _failures = 0;
        _errorsCountFrom = journal.Now + options.ReattachCooldown;
        ServerVersion = message.Has(Members.StateVersion) ? message.StateVersion : ServerVersion;
        Conclude(ReattachStatus.Accepted);
        bounds.RegainTransport();
        bounds.Answered(journal.Now);
        Bind(SessionTrigger.ReattachAccepted);
        return true;
    }

    /// <summary>
    /// Answers a challenge to the current address; false if it belongs neither to the latest request nor to a bound path.
    /// </summary>
    public bool TryAnswer(in WireMessage challenge)
    {
        _isVouched |= challenge.Has(Members.Mac);
        return journal.SessionId == challenge.SessionId && attempt.TryAnswer(challenge, journal.IsBound);
    }

    /// <summary>Called when the server has accepted something on the bound path.</summary>
    public void Accepted() => attempt.Accepted();

    /// <summary>Handles an error. An unknown type slows keepalives down if the server is the prototype's, which has none.</summary>
    public RefusalEffect Take(in WireMessage error) =>
        journal.State == SessionState.Reattaching ? TakeRefusal(error)
        : !journal.IsBound ? RefusalEffect.Ignored
        : error.Code != RefusalCode.UnknownType ? TakeError(error)
        : !_serverEchoesNonces && traffic.TrySlowKeepalives(journal.Now) ? RefusalEffect.Taken
        : RefusalEffect.Ignored;

    /// <summary>Stops: makes no further attempt.</summary>
    public void End()
    {
        attempt.End();
        _retryAt = null;
        traffic.EndPath();
        journal.IsBound = false;
    }

    /// <summary>After a race the server has moved the session back to the bound path by itself: only the version is new.</summary>
    private bool TryFollow(in WireMessage ack)
    {
        bool isNews =
            !attempt.IsActive
            && journal.IsBound
            && journal.SessionId == ack.SessionId
            && ack.Has(Members.Mac | Members.StateVersion)
            && ack.StateVersion > ServerVersion;
        ServerVersion = isNews ? ack.StateVersion : ServerVersion;
        return isNews;
    }

    /// <summary>
    /// Handles an error that came while the path was bound. One reattach shows whether the binding is lost or belongs to somebody else.
    /// Forged errors can use up half of the switches at most, so that real moves have the other half; a binding that is really lost is
    /// noticed by its silence.
    /// </summary>
    private RefusalEffect TakeError(in WireMessage error)
    {
        bool callsForReattach = error.Code is RefusalCode.WrongTransport or RefusalCode.UnknownSession;
        bool isTimely = error.Has(Members.Sequence)
            ? traffic.HasSent(error.Sequence, isAck: error.Has(Members.Downlink))
            : !error.Has(Members.Mac) && traffic.AnyOutstanding;
        bool isLost = error.Has(Members.Mac) && error.Reason == ReasonCode.Race; // not by this side's wish, so it may ask again
        if (isLost && !_isUndone)
        {
            _isUndone = true;
            _limit.Undo();
        }

        bool tooOften = journal.Now < _errorsCountFrom || (!isLost && _limit.IsHalfSpent(journal.Now));
        if (!callsForReattach || !isTimely || tooOften)
        {
            return RefusalEffect.Ignored;
        }

        TryBegin(SessionTrigger.TransportDied, error.Code);
        return RefusalEffect.Taken;
    }

    /// <summary>Handles an error that came during an attempt.</summary>
    private RefusalEffect TakeRefusal(in WireMessage error)
    {
        if (!attempt.IsActive || !attempt.IsAnsweredBy(error, _serverEchoesNonces))
        {
            return RefusalEffect.Ignored;
        }

        SessionId id = journal.SessionId!.Value;
        _isVouched |= error.Has(Members.Mac);
        switch (error.Code)
        {
            case RefusalCode.UnknownSession when error.Has(Members.SessionId) && error.SessionId != id:
                return RefusalEffect.Ignored; // the request arrived damaged, so the error is not about this session
            case RefusalCode.WrongTransport or RefusalCode.ServerFull:
                return RefusalEffect.Ignored; // never an answer to a reattach
            case var code when options.Mode != SessionMode.Demo && !error.Has(Members.Mac):
                _doubtful = code == RefusalCode.UnknownSession ? (code, error.Reason) : _doubtful ?? (code, error.Reason);
                return RefusalEffect.Taken; // it is not authenticated, and an answer with a MAC may still come, or has come
            case RefusalCode.UnknownSession:
                Conclude(ReattachStatus.Refused, error.Code, error.Reason);
                return RefusalEffect.EndsSession;
            case RefusalCode.ReplayDetected when error.Reason == ReasonCode.Race && error.Has(Members.Mac) && attempt.IsRacing():
                return RefusalEffect.Taken; // the response to the server's challenge is under way
            case RefusalCode.ReplayDetected when attempt.TryAskAgain(id, null, journal.Now):
                return RefusalEffect.Taken; // the same request reached the server from two addresses, as behind a rebinding NAT
            case RefusalCode.PolicyDeny when error.Reason == ReasonCode.PathNotValidated && attempt.IsAnsweredOnceMore():
                return RefusalEffect.Taken; // it responded to another address's challenge, which somebody relayed
            case RefusalCode.PolicyDeny
                when error.Reason == ReasonCode.PathNotValidated
                    && attempt.TryAskAgain(id, error.Has(Members.StateVersion) ? error.StateVersion : null, journal.Now):
                return RefusalEffect.Taken; // the challenge is too old, or the address has changed since
            case RefusalCode.StaleStateVersion
                when error.Has(Members.StateVersion) && attempt.TryAskAgain(id, error.StateVersion, journal.Now):
                return RefusalEffect.Taken; // an earlier request was accepted and its acknowledgement lost
            default:
                Conclude(ReattachStatus.Refused, error.Code, error.Reason);
                Degrade(SessionTrigger.ReattachRefused, error.Code);
                return RefusalEffect.Taken;
        }
    }

    /// <summary>
    /// The attempt is used up. An unauthenticated refusal counts only if no answer with a MAC came, and ends the session only if it says
    /// that there is none.
    /// </summary>
    private ReattachOutcome? ConcludeUnanswered()
    {
        if (_doubtful is not { } said || _isVouched)
        {
            Conclude(ReattachStatus.TimedOut, RefusalCode.None, ReasonCode.NoAnswer);
            Degrade(SessionTrigger.ReattachUnanswered, RefusalCode.None);
            return null;
        }

        Conclude(ReattachStatus.Refused, said.Code, said.Reason);
        if (said.Code == RefusalCode.UnknownSession)
        {
            return Outcome;
        }

        Degrade(SessionTrigger.ReattachRefused, said.Code);
        return null;
    }

    private void Bind(SessionTrigger why)
    {
        journal.IsBound = true;
        journal.Fire(why);
        traffic.BeginPath(journal.Now);
    }

    /// <summary>Releases the binding, and drops what was queued for it.</summary>
    private void Leave()
    {
        outbox.Clear();
        traffic.EndPath();
        journal.IsBound = false;
        bounds.LoseTransport(journal.Now);
    }

    private void EnterReattaching(SessionTrigger why, RefusalCode code = RefusalCode.None)
    {
        if (journal.State == SessionState.Recovering)
        {
            bounds.EndRecovery(); // the reattach had succeeded: the next one has its own window
            journal.Fire(SessionTrigger.QualityLost); // the table leaves RECOVERING only for ATTACHED and VOLATILE
        }

        if (journal.State != SessionState.Reattaching)
        {
            journal.Fire(why, code);
        }
    }

    private void ForbidSwitch()
    {
        attempt.End();
        Outcome = new ReattachOutcome(ReattachStatus.Refused, RefusalCode.PolicyDeny, ReasonCode.PolicyDeny);
        journal.Emit(
            new PolicyEvent(
                journal.SessionId,
                ReasonCode.PolicyDeny,
                options.MaximumSwitchesPerMinute,
                options.MaximumSwitchesPerMinute + 1L
            )
        );
        if (journal.State != SessionState.Degraded)
        {
            Degrade(SessionTrigger.FlapLimitReached, RefusalCode.None);
        }

        _retryAt = Deadlines.Latest(_retryAt, _limit.FreeAt);
    }

    private void Conclude(ReattachStatus status, RefusalCode code = RefusalCode.None, ReasonCode reason = ReasonCode.None)
    {
        attempt.End();
        Outcome = new ReattachOutcome(status, code, reason);
        journal.Emit(new ReattachResult(journal.SessionId!.Value, code, reason));
    }

    private void Degrade(SessionTrigger trigger, RefusalCode code)
    {
        journal.Fire(trigger, code);
        bounds.EndRecovery();
        long wait = Math.Max(options.ReattachCooldown.Ticks, options.FirstRetransmission.Ticks);
        for (int i = 0; i < _failures && wait < options.MaximumReattachBackoff.Ticks; i++)
        {
            wait *= 2;
        }

        _failures++;
        _retryAt =
            journal.Now + new TimeSpan(Math.Min(wait, Math.Max(options.MaximumReattachBackoff.Ticks, options.ReattachCooldown.Ticks)));
    }
}

using JumpingVpn.Lab.Scenes;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>
/// Keeps its own clocks for every client, by the clock of its host: how long it has been recovering on one transport, how long it has been
/// without a bound one, and how old its session is. Where a bound of its policy has passed, it may only end, and until then it may not end
/// for it.
/// </summary>
internal sealed class RecoveryIsBounded(Scene scene) : IInvariant
{
    // Between two steps what is due now may still be to come, and a timer of a clock that drifts fires at most one tick late.
    private static readonly TimeSpan Lateness = TimeSpan.FromTicks(2);

    private readonly Dictionary<SessionClient, Progress> _clients = new(ReferenceEqualityComparer.Instance);

    public SessionEventKinds Kinds { get; } =
        SessionEventKinds.Of(
            SessionEventKind.SessionEstablished,
            SessionEventKind.DataRoundtrip,
            SessionEventKind.NewTransportCreated,
            SessionEventKind.PolicyEvent,
            SessionEventKind.StateChange
        );

    public bool JudgesDatagrams => true;

    public bool JudgesRest => true;

    public string Claim => "every recovery, and every session, ends within its bounds";

    public string? Judge(RecordedEvent recorded)
    {
        if (Session(recorded.Actor) is not { } session)
        {
            return null;
        }

        Progress progress = ProgressOf(session);
        switch (recorded.Event)
        {
            case SessionEstablished:
                progress.Established = recorded.Clock;
                progress.Answered = recorded.Clock;
                return null;
            case DataRoundtrip:
                progress.Answered = recorded.Clock;
                return null;
            case NewTransportCreated:
                progress.Recovering = null;
                return null;
            case PolicyEvent:
                progress.Leave(recorded.Clock); // the path was left, and no other is allowed yet
                return null;
            case StateChange { To: SessionState.Terminated, Code: RefusalCode.None } e: // of its own accord
                return progress.MayEndFor(e.Cause, session.Options, recorded.Clock)
                    ? null
                    : $"{recorded.Actor} ended for {CodeNames.Name(e.Cause)} at {recorded.Clock:c}, {progress}.";
            case StateChange e:
                string? exceeded =
                    e.To == SessionState.Terminated || WasOverInTime(progress, session, e)
                        ? null
                        : progress.Exceeded(session.Options, recorded.Clock);
                progress.Enter(e, recorded.Clock);
                return exceeded is null ? null : $"{recorded.Actor} went from {e.From} to {e.To} at {recorded.Clock:c}, but {exceeded}.";
            default:
                return null;
        }
    }

    public string? Judge(WireRecord record)
    {
        if (
            record is { Kind: WireRecordKind.Sent, Type: "REATTACH_REQUEST" }
            && Session(record.Node) is { State: SessionState.Reattaching } session
        )
        {
            ProgressOf(session).Ask(scene.Events.ClockOf(record.Node));
        }

        return null;
    }

    public string? JudgeRest()
    {
        foreach (ClientActor client in scene.Clients)
        {
            bool mayActNow =
                scene.Hosts.IsRunning(client.Name) && client.Session is { State: not (SessionState.Birth or SessionState.Terminated) };
            if (!mayActNow)
            {
                continue;
            }

            Progress progress = ProgressOf(client.Session!);
            if (client.Session!.AwaitsTransport)
            {
                progress.LoseTransport();
            }

            if (progress.Exceeded(client.Session.Options, scene.Events.ClockOf(client.Name) - Lateness) is { } exceeded)
            {
                return $"{client.Name} is still {client.Session.State}, but {exceeded}.";
            }
        }

        return null;
    }

    /// <summary>Whether a recovery that is left only now, because its host was frozen, was over before its window ended: it was stable by
    /// then, or had become bad, and where both are noticed at once the quality counts.</summary>
    private static bool WasOverInTime(Progress progress, SessionClient session, in StateChange e) =>
        e is { From: SessionState.Recovering, To: SessionState.Attached or SessionState.Volatile }
        && progress.Changed + session.Options.StabilityWindow < progress.Recovering + session.Options.RecoveryWindow;

    private SessionClient? Session(string actor) => scene.IsClient(actor) ? scene.Client(actor).Session : null;

    private Progress ProgressOf(SessionClient session)
    {
        if (!_clients.TryGetValue(session, out Progress? progress))
        {
            _clients.Add(session, progress = new Progress());
        }

        return progress;
    }

    private sealed class Progress
    {
        private TimeSpan? _unbound;

        // Since when it has been recovering at the earliest: another transport may begin a recovery again, or continue the one before.
        private TimeSpan? _earliest;

        public TimeSpan? Established { get; set; }

        /// <summary>When the gateway last acknowledged something that an event tells of.</summary>
        public TimeSpan? Answered { get; set; }

        public TimeSpan? Recovering { get; set; }

        public TimeSpan Changed { get; private set; }

        public void Leave(TimeSpan now) => _unbound ??= now;

        public void Ask(TimeSpan now)
        {
            Recovering ??= now;
            _earliest ??= now;
        }

        public void LoseTransport()
        {
            Recovering = null;
            _earliest = null;
        }

        public void Enter(in StateChange e, TimeSpan now)
        {
            Changed = now;
            bool isRegained = e.Cause == TransitionReason.TransportSwitchOk;
            _unbound =
                e.To == SessionState.Reattaching ? _unbound ?? now
                : isRegained ? null
                : _unbound;
            Answered = isRegained ? now : Answered;
            Recovering =
                e.To is SessionState.Reattaching ? Recovering
                : e.To is SessionState.Recovering ? Recovering ?? now
                : null;
            _earliest = Recovering is null ? null : _earliest ?? Recovering;
        }

        /// <summary>Which bound has passed; null for none.</summary>
        /// <param name="options">The bounds.</param>
        /// <param name="now">The time on the client's clock.</param>
        public string? Exceeded(ClientOptions options, TimeSpan now) =>
            Recovering + options.RecoveryWindow <= now ? $"its recovery began at {Recovering:c} and may take {options.RecoveryWindow:c}"
            : _unbound + options.TransportLossTtl <= now
                ? $"it has had no transport since {_unbound:c}, and may be without one for {options.TransportLossTtl:c}"
            : Established + options.MaximumLifetime <= now
                ? $"it has lived since {Established:c}, and may live for {options.MaximumLifetime:c}"
            : null;

        /// <summary>Whether a bound has passed where it ends for one; for anything else it may.</summary>
        public bool MayEndFor(TransitionReason cause, ClientOptions options, TimeSpan now) =>
            cause switch
            {
                _ when Established is null => true,
                TransitionReason.TtlSessionExpired => !(now - Answered < options.IdleTtl),
                TransitionReason.TtlLifetimeExpired => now - Established >= options.MaximumLifetime,
                TransitionReason.TtlTransportLossExpired => now - _unbound >= options.TransportLossTtl,
                TransitionReason.RecoveryWindowExceeded => now - (_earliest ?? _unbound) >= options.RecoveryWindow,
                _ => true,
            };

        public override string ToString() =>
            $"but it has lived since {Words(Established)}, was answered at {Words(Answered)}, has had no transport since "
            + $"{Words(_unbound)}, and its recovery began at {Words(Recovering)}";

        private static string Words(TimeSpan? time) => time is { } at ? $"{at:c}" : "never";
    }
}

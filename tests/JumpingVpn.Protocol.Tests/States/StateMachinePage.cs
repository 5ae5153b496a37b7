using System.Globalization;
using System.Text;

namespace JumpingVpn.Protocol.Tests.States;

/// <summary>Writes docs/state-machine.md from the table that the code moves by.</summary>
internal static class StateMachinePage
{
    public static string Write()
    {
        var page = new StringBuilder(Introduction.ReplaceLineEndings("\n"));
        page.Append("```mermaid\nstateDiagram-v2\n    [*] --> BIRTH\n    state \"alive\" as Live {\n");
        foreach (
            IGrouping<(SessionState From, SessionState To), Transition> arrow in TransitionTable
                .All.Where(row => row.To != SessionState.Terminated)
                .GroupBy(row => (row.From, row.To))
        )
        {
            string reasons = string.Join(" or ", arrow.Select(row => CodeNames.Name(row.Reason)));
            page.Append(
                CultureInfo.InvariantCulture,
                $"        {CodeNames.Name(arrow.Key.From)} --> {CodeNames.Name(arrow.Key.To)}: {reasons}\n"
            );
        }

        page.Append("    }\n    Live --> TERMINATED: any end\n    TERMINATED --> [*]\n```\n\n");
        page.Append("## The table\n| from | when | to | reason code |\n|---|---|---|---|\n");
        foreach (
            IGrouping<(SessionTrigger, SessionState, TransitionReason), Transition> rows in TransitionTable.All.GroupBy(row =>
                (row.Trigger, row.To, row.Reason)
            )
        )
        {
            (SessionTrigger trigger, SessionState to, TransitionReason reason) = rows.Key;
            bool any = rows.Count() == Enum.GetValues<SessionState>().Length - 1;
            string from = any ? "any but TERMINATED" : string.Join(", ", rows.Select(row => CodeNames.Name(row.From)));
            page.Append(
                CultureInfo.InvariantCulture,
                $"| {from} | {Text(trigger)} | {CodeNames.Name(to)} | `{CodeNames.Name(reason)}` |\n"
            );
        }

        return page.Append(Rules.ReplaceLineEndings("\n")).ToString();
    }

    private static string Text(SessionTrigger trigger) =>
        trigger switch
        {
            SessionTrigger.HandshakeAccepted => "the handshake is accepted",
            SessionTrigger.QualityLost => "loss, round trip or jitter stay over their threshold for the volatility window",
            SessionTrigger.QualityRestored => "they stay under their thresholds for the stability window",
            SessionTrigger.QualityFloorViolated => "loss is over the quality floor and no switch is possible now",
            SessionTrigger.TransportDied => "the transport is dead: closed, disowned by the server, or nothing comes through",
            SessionTrigger.BetterPathPreferred =>
                "the application or the policy prefers another transport, or proves the current one again",
            SessionTrigger.ReattachAccepted => "the reattach is accepted",
            SessionTrigger.ReattachRefused => "the reattach is refused in a way that a later one may overcome",
            SessionTrigger.ReattachUnanswered => "no attempt to reattach is answered",
            SessionTrigger.RetryPossible => "the cooldown is over and there is a transport to try from",
            SessionTrigger.StabilityMet => "the stability window passes without a bad signal",
            SessionTrigger.FlapLimitReached => "there were more switches than the policy allows in its window",
            SessionTrigger.IdleTtlReached => "nothing was accepted for the idle time to live",
            SessionTrigger.LifetimeReached => "the session is as old as it may become",
            SessionTrigger.TransportLossTtlReached => "there was no working transport for the transport-loss time to live",
            SessionTrigger.RecoveryWindowReached => "a recovery took longer than it may",
            SessionTrigger.FatalRefusal => "the other side refuses in a way that no attempt overcomes",
            SessionTrigger.PolicyEnd => "the policy ends the session",
            SessionTrigger.ExplicitEnd => "one side ends the session on purpose",
            _ => throw new ArgumentOutOfRangeException(nameof(trigger), trigger, "The page has no words for it yet."),
        };

    private const string Introduction = """
        # The state machine

        Each side of a session holds its own state and moves it along one table, `src/JumpingVpn.Protocol/States/TransitionTable.cs`.
        This page is generated from it (`UPDATE_PAGES=1 dotnet test tests/JumpingVpn.Protocol.Tests --filter StateMachine`) and a test
        keeps it true. The server knows a session as ATTACHED until it is TERMINATED: a switch of the binding is one event there, and
        raises the version by one.
        The other states are the client's: only it can see how good its path is, and only it can open another one.


        """;

    private const string Rules = """

        ## The rules
        - What the table does not list is forbidden: the state stays, and a `SecurityEvent` with violation `forbidden_transition` says so.
        - Every transition raises `state_version` by one and emits exactly one `StateChange`.
        - TERMINATED is final: no binding, nothing is accepted, the secrets are gone. A new session takes a new handshake.
        - If several conditions hold at the same tick, the first of these counts: the session's time to live (idle before lifetime), the
          ownership of the transport, a dead transport, quality, stability.
        - The session id never changes, and no transition is a reset: what was sent and not acknowledged is sent again after it.

        """;
}

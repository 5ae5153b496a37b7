using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Follows the versions of every session on each side, over state changes and switches, and that each change is in the
/// table.</summary>
internal sealed class VersionRisesByOne : IInvariant
{
    private readonly Dictionary<(string Actor, SessionId Session), long> _versions = [];

    public KindSet Kinds { get; } = KindSet.Of(SessionEventKind.StateChange, SessionEventKind.TransportSwitch);

    public string Claim => "every state change is in the table, and it and every switch raise the version by one";

    public string? Judge(RecordedEvent recorded)
    {
        SessionEvent e = recorded.Event;
        if (e.Kind is not (SessionEventKind.StateChange or SessionEventKind.TransportSwitch))
        {
            return null;
        }

        (string, SessionId) key = (recorded.Actor, recorded.Session);
        if (
            e.Kind == SessionEventKind.StateChange
            && !TransitionTable.All.Any(row => row.From == e.From && row.To == e.To && row.Reason == e.TransitionReason)
        )
        {
            return $"{recorded.Actor} went from {e.From} to {e.To} for {e.TransitionReason}, which is not in the table.";
        }

        bool rises = !_versions.TryGetValue(key, out long before) || e.StateVersion == before + 1;
        _versions[key] = e.StateVersion;
        return rises ? null : $"{recorded.Actor} went from version {before} to {e.StateVersion} of {recorded.Session}.";
    }
}

using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Invariants;

/// <summary>Follows the versions of every session on each side, over state changes and switches, and that each change is in the
/// table.</summary>
internal sealed class VersionRisesByOne : IInvariant
{
    private readonly Dictionary<(string Actor, SessionId Session), long> _versions = [];

    public SessionEventKinds Kinds { get; } = SessionEventKinds.Of(SessionEventKind.StateChange, SessionEventKind.TransportSwitch);

    public string Claim => "every state change is in the table, and every state change and every switch raises the version by one";

    public string? Judge(RecordedEvent recorded)
    {
        (string, SessionId) key = (recorded.Actor, recorded.Session);
        switch (recorded.Event)
        {
            case StateChange e when !IsInTable(e):
                return $"{recorded.Actor} went from {e.From} to {e.To} for {e.Cause}, which is not in the table.";
            case StateChange e:
                // A client that was given no session has no id, and it may have asked before.
                _versions[key] = e.From == SessionState.Birth ? 0 : _versions.GetValueOrDefault(key, e.StateVersion - 1);
                return Follow(recorded, key, e.StateVersion);
            case TransportSwitch e:
                return Follow(recorded, key, e.StateVersion);
            default:
                return null;
        }
    }

    private static bool IsInTable(in StateChange change)
    {
        for (int i = 0; i < TransitionTable.All.Count; i++)
        {
            if (TransitionTable.All[i] is var row && row.From == change.From && row.To == change.To && row.Reason == change.Cause)
            {
                return true;
            }
        }

        return false;
    }

    private string? Follow(RecordedEvent recorded, (string, SessionId) key, long version)
    {
        bool rises = !_versions.TryGetValue(key, out long before) || version == before + 1;
        _versions[key] = version;
        return rises ? null : $"{recorded.Actor} went from version {before} to {version} of {recorded.Session}.";
    }
}

using JumpingVpn.Lab.Invariants;
using JumpingVpn.Lab.Wire;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Lab.Tests.Invariants;

/// <summary>Made-up events and datagrams, for showing an invariant what it must not let pass.</summary>
internal static class Story
{
    public static readonly SessionId Id = new(7);

    /// <summary>Shows an invariant events of "gw", one after the other, and tells the first complaint.</summary>
    public static string? Judge(IInvariant invariant, params ISessionEvent[] story)
    {
        string? wrong = null;
        foreach (ISessionEvent e in story)
        {
            wrong ??= invariant.Kinds.Contains(e.Kind) ? invariant.Judge(Recorded(e, TimeSpan.Zero)) : null;
        }

        return wrong;
    }

    public static RecordedEvent Recorded(ISessionEvent e, TimeSpan at, string actor = "gw") => new(at, at, actor, e, "", "{}"u8.ToArray());

    /// <summary>A change of state that the table has.</summary>
    public static ISessionEvent Change(SessionState from, SessionState to, TransitionReason why, long version = 2) =>
        new StateChange(
            Id,
            TransitionTable.All.First(row => row.From == from && row.To == to && row.Reason == why),
            version,
            RefusalCode.None
        );

    public static WireRecord Sent(string node, string json) =>
        new(
            TimeSpan.Zero,
            WireRecordKind.Sent,
            node,
            $"{node}/1",
            "gw/1",
            new WireDatagram(System.Text.Encoding.UTF8.GetBytes(json)),
            DropReason.None
        );
}

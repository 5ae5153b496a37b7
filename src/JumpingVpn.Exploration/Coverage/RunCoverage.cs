using JumpingVpn.Lab;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Simulation;

namespace JumpingVpn.Exploration.Coverage;

/// <summary>The states that one run comes to, in the order in which it comes there. It sees what the reference models see.</summary>
internal sealed class RunCoverage
{
    private const int Many = 6;

    private readonly CoverageMap _map = new();
    private readonly List<CoveredState> _states = [];
    private readonly Dictionary<string, int> _latest = [];
    private int _step;
    private int _events;

    /// <summary>Each state once.</summary>
    public IReadOnlyList<CoveredState> States => _states;

    /// <summary>A datagram somewhere: what a NAT or link did with it.</summary>
    public void OnHop(in NetworkHop hop)
    {
        if (hop.Kind is not (HopKind.Sent or HopKind.Link or HopKind.Delivered))
        {
            Mark(1, (int)hop.Kind, hop.Drop == DropReason.None ? 0 : (int)hop.Drop);
        }
    }

    /// <summary>A message at a host, and after which other.</summary>
    public void OnMessage(bool isGateway, string host, string type, bool hasArrived)
    {
        int now = 0;
        foreach (char letter in type)
        {
            now = (now * 31) + letter;
        }

        now = hasArrived ? now : ~now;
        Mark(2, isGateway ? 1 : 0, _latest.GetValueOrDefault(host), now);
        _latest[host] = now;
    }

    /// <summary>The table of a NAT after a step: few mappings or many, and whom they know. Above some it is all the same.</summary>
    public void OnTable(int mappings, int contacts) => Mark(4, Math.Min(mappings, Many), Math.Min(contacts, Many));

    /// <summary>A step has ended: what happened in it is in the scene.</summary>
    public void OnStepEnded(Scene scene)
    {
        IReadOnlyList<RecordedEvent> all = scene.Events.All;
        for (; _events < all.Count; _events++)
        {
            ISessionEvent it = all[_events].Event;
            (int one, int other) = it switch
            {
                StateChange e => ((int)e.From * 16 + (int)e.To, (int)e.Cause),
                SecurityEvent e => ((int)e.Violation, 0),
                ReattachResult e => ((int)e.Code, (int)e.Reason),
                ReattachRejected e => ((int)e.Code, (int)e.Reason),
                DataRejected e => ((int)e.Reason, 0),
                PolicyEvent e => ((int)e.Reason, 0),
                _ => (0, 0),
            };
            Mark(3, (int)it.Kind, one, other);
        }

        _step++;
    }

    private void Mark(params ReadOnlySpan<int> name)
    {
        int state = CoverageMap.BitOf(name);
        if (_map.Add(state))
        {
            _states.Add(new CoveredState(state, _step));
        }
    }
}

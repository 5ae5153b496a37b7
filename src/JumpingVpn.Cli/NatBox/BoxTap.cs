using JumpingVpn.Datagrams;
using JumpingVpn.Sockets.Nat;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Keeps the books on the flows of one NAT, and tells when one begins, moves or is given up.</summary>
/// <remarks>What it keeps is bounded; a datagram of a flow that it knows costs no memory. Thread rule: under the lock of the NAT.</remarks>
/// <param name="events">Learns of what happens.</param>
/// <param name="capture">Takes the datagrams; null for nobody.</param>
/// <param name="remotes">The servers that programs send to.</param>
/// <param name="maxFlows">The most flows whose books are kept.</param>
internal sealed class BoxTap(BoxEvents events, BoxCapture? capture, IReadOnlyList<TransportAddress> remotes, int maxFlows) : INatObserver
{
    // A server that is there has answered by then, whatever the link does to most datagrams.
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(3);

    private readonly HashSet<TransportAddress> _silent = []; // whom somebody has been told of
    private readonly HashSet<TransportAddress> _refusing = []; // likewise
    private readonly Dictionary<(TransportAddress Inside, TransportAddress Remote), Flow> _flows = [];
    private UdpNat? _nat;
    private Flow? _latest;
    private long _begun;

    /// <summary>The NAT that is watched; set once, before its first datagram.</summary>
    public UdpNat Nat
    {
        get => _nat ?? throw new InvalidOperationException("The tap is on no NAT yet.");
        set => _nat = value;
    }

    /// <summary>The flows, in no order.</summary>
    public IReadOnlyCollection<Flow> Flows => _flows.Values;

    /// <summary>How many flows began.</summary>
    public long Begun => _begun;

    /// <summary>How often a flow went on under another external endpoint.</summary>
    public long Moved { get; private set; }

    /// <summary>How many flows were given up for the sake of others.</summary>
    public long Evicted { get; private set; }

    /// <summary>Bytes that left for servers.</summary>
    public long UpBytes { get; private set; }

    /// <summary>Datagrams that left for servers.</summary>
    public long UpDatagrams { get; private set; }

    /// <summary>Bytes that left for programs.</summary>
    public long DownBytes { get; private set; }

    /// <summary>Datagrams that left for programs.</summary>
    public long DownDatagrams { get; private set; }

    /// <inheritdoc/>
    public void OnPassage(in NatPassage passage, ReadOnlySpan<byte> datagram)
    {
        capture?.Take(passage, datagram, Nat);
        if (passage.Kind != NatPassageKind.Left || passage.Inside == default)
        {
            return;
        }

        bool isUp = passage.Direction == NatDirection.Outbound;
        UpDatagrams += isUp ? 1 : 0;
        UpBytes += isUp ? datagram.Length : 0;
        DownDatagrams += isUp ? 0 : 1;
        DownBytes += isUp ? 0 : datagram.Length;
        if (FlowOf(passage) is { } flow)
        {
            Count(flow, passage, isUp, datagram.Length);
        }
    }

    /// <inheritdoc/>
    public void OnEvicted(in TransportAddress inside, in TransportAddress external)
    {
        Evicted++;
        events.FlowEvicted(inside, external);
        _latest = null;
        foreach (TransportAddress remote in remotes)
        {
            _flows.Remove((inside, remote));
        }
    }

    /// <inheritdoc/>
    public void OnRefused(in TransportAddress remote)
    {
        if (remotes.Contains(remote) && _refusing.Add(remote))
        {
            _silent.Add(remote); // that it answers nothing would be no news
            events.Tell("TargetRefused", ("remote", $"{remote}"), ("hint", "whoever is there says that nobody listens on this port"));
        }
    }

    /// <summary>Closes the books on flows whose programs have no mapping any more. One that was rebound has: its next datagram
    /// tells.</summary>
    /// <returns>How many flows are left.</returns>
    public int Prune()
    {
        HashSet<TransportAddress> live = [.. Nat.Mappings().Select(static mapping => mapping.Inside)];
        _latest = null;
        foreach (Flow flow in _flows.Values.Where(flow => !live.Contains(flow.Inside)).ToArray())
        {
            _flows.Remove((flow.Inside, flow.Remote));
        }

        return _flows.Count;
    }

    /// <summary>Tells, once for each, of servers that have answered nothing: what they refuse never comes here.</summary>
    public void TellSilence(TimeSpan now)
    {
        foreach (Flow flow in _flows.Values)
        {
            if (flow.DownDatagrams == 0 && now - flow.Began >= LongestSilence && _silent.Add(flow.Remote))
            {
                events.Tell("NoAnswer", ("remote", $"{flow.Remote}"), ("sent", flow.UpDatagrams), ("hint", "is anything listening there?"));
            }
        }
    }

    private TransportAddress SeenAs(in TransportAddress external) => Nat.BoundAddress(external) ?? external;

    private Flow? FlowOf(in NatPassage passage)
    {
        if (_latest is { } latest && latest.Inside == passage.Inside && latest.Remote == passage.Remote)
        {
            return latest;
        }

        if (!_flows.TryGetValue((passage.Inside, passage.Remote), out Flow? flow) && _flows.Count < 2 * maxFlows)
        {
            flow = Begin(passage);
        }

        return _latest = flow;
    }

    private Flow Begin(in NatPassage passage)
    {
        Flow flow = new()
        {
            Inside = passage.Inside,
            Remote = passage.Remote,
            Number = ++_begun,
            Began = passage.Time,
            Mapped = passage.Time,
            External = passage.External,
            Seen = SeenAs(passage.External),
        };
        _flows.Add((flow.Inside, flow.Remote), flow);
        events.FlowBegan(flow.Inside, flow.Seen, flow.Remote);
        return flow;
    }

    private void Count(Flow flow, in NatPassage passage, bool isUp, int length)
    {
        flow.Active = passage.Time;
        if (!isUp)
        {
            if (flow.DownDatagrams++ == 0)
            {
                _silent.Remove(flow.Remote);
            }

            if (_refusing.Count > 0)
            {
                _refusing.Remove(flow.Remote);
            }

            flow.DownBytes += length;
            return;
        }

        flow.UpDatagrams++;
        flow.UpBytes += length;
        if (flow.External != passage.External)
        {
            Moved++;
            TransportAddress before = flow.Seen;
            flow.External = passage.External;
            flow.Seen = SeenAs(passage.External);
            events.FlowMoved(flow.Inside, flow.Remote, before, flow.Seen);
            flow.Mapped = passage.Time;
        }
    }
}

using JumpingVpn.Lab;
using JumpingVpn.Network.Impairments;
using JumpingVpn.Network.Ledger;
using JumpingVpn.Network.Randomness;
using JumpingVpn.Simulation;

namespace JumpingVpn.Exploration.Reference;

/// <summary>One direction of a link told a second time: how long a datagram may take, when one may be lost, and in which order they
/// arrive. Jitter, reordering and clogs are the tests' of their mathematics.</summary>
internal sealed class ReferenceLink(ILab lab, string node, LinkWays way)
{
    private readonly List<(long Datagram, TimeSpan Due)> _under = [];
    private LinkOptions? _before;
    private TimeSpan _latest;
    private bool _hasChanged;

    /// <summary>Whether its properties are those that it was given; a schedule changes them.</summary>
    public bool IsJudged { get; set; } = true;

    /// <summary>A datagram sets out.</summary>
    public string? SetsOut(in NetworkHop hop, int length)
    {
        TimeSpan delay = hop.Delay!.Value;
        TimeSpan due = hop.At + delay;
        bool overtakes = due < _latest;
        _latest = overtakes ? _latest : due;
        _under.Add((hop.Datagram, due));
        LinkOptions options = lab.GetLink(node, way);
        _hasChanged |= !ReferenceEquals(options, _before ??= options);
        bool isPlain = options is { Clog: null } && options.Jitter == TimeSpan.Zero && options.Reordering == Probability.Never;
        if (!IsJudged || !isPlain)
        {
            return delay < TimeSpan.Zero ? "a datagram arrives before it was sent"
                : IsJudged && overtakes && KeepsOrder(options) ? "a datagram overtakes another on a link that keeps their order"
                : null;
        }

        TimeSpan more = delay - options.Delay;
        return length > (options.Mtu ?? int.MaxValue) && options.Corruption == Probability.Never ? "a link carries more than its MTU"
            : more < TimeSpan.Zero && !_hasChanged ? "a datagram takes less time than its link does"
            : more > TimeSpan.Zero && !MayTakeMore(options, more) ? "a datagram takes more time than its link and the faults on it"
            : null;
    }

    /// <summary>A datagram that set out is somewhere else now. Behind the way up it may wait for the next link, and is seen
    /// late.</summary>
    /// <param name="hop">Where it is.</param>
    /// <param name="isHeld">Whether the host there may have kept it.</param>
    public string? Arrives(in NetworkHop hop, bool isHeld)
    {
        long datagram = hop.Datagram;
        int at = _under.FindIndex(it => it.Datagram == datagram);
        if (at < 0)
        {
            return null;
        }

        TimeSpan due = _under[at].Due;
        bool overtakes = _under.Exists(it => it.Due < due) || _under.FindIndex(it => it.Due == due) != at;
        _under.RemoveAt(at);
        return hop.At < due ? "a datagram arrives before its time"
            : isHeld || way == LinkWays.Up ? null
            : hop.At > due ? "a datagram arrives after its time"
            : overtakes ? "a datagram overtakes another that was due before"
            : null;
    }

    /// <summary>A datagram was dropped on it.</summary>
    public string? Drops(DropReason reason, int length)
    {
        LinkOptions options = lab.GetLink(node, way);
        return !IsJudged ? null
            : reason == DropReason.Loss && !MayLose(options) ? "a link without loss loses a datagram"
            : reason == DropReason.Mtu && length <= (options.Mtu ?? int.MaxValue) ? "a datagram that fits the MTU is dropped for its length"
            : reason == DropReason.QueueFull && options.Rate is null && !_hasChanged ? "a link without a queue has a full queue"
            : null;
    }

    // To ask for the faults of a link makes it one that may have some: only one that behaves as if it had is asked.
    private bool MayTakeMore(LinkOptions options, TimeSpan more) =>
        more <= options.CopyDelay
        || (options.Order == LinkOrder.Preserve && _hasChanged)
        || lab.FaultsOf(node, way)
            .All.Any(fault => fault.Action == FaultAction.Hold || (fault.Action == FaultAction.Delay && fault.ExtraDelay <= more));

    private bool KeepsOrder(LinkOptions options) =>
        !_hasChanged
        && options.Order == LinkOrder.Preserve
        && options.Reordering == Probability.Never
        && options.CopyDelay == TimeSpan.Zero
        && lab.FaultsOf(node, way).All.All(static fault => fault.Action == FaultAction.Drop);

    private bool MayLose(LinkOptions options) =>
        options.Loss != Probability.Never
        || options.LossModel is not null
        || lab.FaultsOf(node, way).All.Any(static fault => fault.Action == FaultAction.Drop);
}

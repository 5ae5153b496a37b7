using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>
/// The targeted faults of one direction of a link, in the order in which they were set: of those that strike the next datagrams of a kind,
/// the first decides; one with a number counts every datagram, whatever else strikes that.
/// <c>using LinkFault fault = link.Up.Faults.Drop(nth: 3);</c>
/// </summary>
public sealed class LinkFaults
{
    private readonly List<LinkFault> _all = [];
    private readonly List<LinkFault> _struck = [];
    private LinkFault[] _active = [];

    internal LinkFaults() { }

    /// <summary>All that were ever set here, ended ones too, oldest first.</summary>
    public IReadOnlyList<LinkFault> All => _all;

    /// <summary>How messages call this direction of the link.</summary>
    /// <value>Default: "the link".</value>
    public string Where { get; set; } = "the link";

    internal bool Any => _active.Length > 0;

    /// <summary>Loses the nth datagram from now on; the first is 1.</summary>
    /// <exception cref="ArgumentException">The number is below 1.</exception>
    public LinkFault Drop(long nth) => Drop(new FaultScope { Nth = nth });

    /// <summary>Loses what is in scope.</summary>
    /// <exception cref="ArgumentException">An impossible scope.</exception>
    public LinkFault Drop(FaultScope scope) => Set(FaultAction.Drop, scope, TimeSpan.Zero);

    /// <summary>Holds the nth datagram from now on until <see cref="LinkHold.Release"/>; the first is 1.</summary>
    /// <exception cref="ArgumentException">The number is below 1.</exception>
    public LinkFault Hold(long nth) => Hold(new FaultScope { Nth = nth });

    /// <summary>Holds what is in scope until <see cref="LinkHold.Release"/>.</summary>
    /// <exception cref="ArgumentException">An impossible scope.</exception>
    public LinkFault Hold(FaultScope scope) => Set(FaultAction.Hold, scope, TimeSpan.Zero);

    /// <summary>Delivers the nth datagram from now on twice; the first is 1.</summary>
    /// <exception cref="ArgumentException">The number is below 1.</exception>
    public LinkFault Duplicate(long nth) => Duplicate(new FaultScope { Nth = nth });

    /// <summary>Delivers what is in scope twice.</summary>
    /// <exception cref="ArgumentException">An impossible scope.</exception>
    public LinkFault Duplicate(FaultScope scope) => Set(FaultAction.Duplicate, scope, TimeSpan.Zero);

    /// <summary>Delays the nth datagram from now on; the first is 1.</summary>
    /// <exception cref="ArgumentException">The number is below 1, or the time is not above 0.</exception>
    public LinkFault Delay(TimeSpan by, long nth) => Delay(by, new FaultScope { Nth = nth });

    /// <summary>Delays what is in scope.</summary>
    /// <exception cref="ArgumentException">An impossible scope, or a time not above 0.</exception>
    public LinkFault Delay(TimeSpan by, FaultScope scope)
    {
        LinkTime.Check("delay by a fault", by);
        OptionGuard.Refuse(by == TimeSpan.Zero, $"A fault that delays by {by:c} does nothing: give a time above 0.");
        return Set(FaultAction.Delay, scope, by);
    }

    /// <summary>What strikes a datagram; valid until the next call.</summary>
    internal IReadOnlyList<LinkFault> Struck(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination)
    {
        _struck.Clear();
        foreach (LinkFault fault in _active)
        {
            if ((_struck.Count == 0 || fault.Scope.Nth is not null) && fault.Strikes(payload, source, destination))
            {
                _struck.Add(fault);
            }
        }

        return _struck;
    }

    internal void End(LinkFault fault) => _active = Array.FindAll(_active, it => it != fault);

    private LinkFault Set(FaultAction action, FaultScope scope, TimeSpan extraDelay)
    {
        ArgumentNullException.ThrowIfNull(scope);
        scope.Validate();
        var fault = new LinkFault(this, action, scope, extraDelay);
        _all.Add(fault);
        _active = [.. _active, fault];
        return fault;
    }
}

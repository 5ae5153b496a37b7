using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>A targeted fault on one direction of a link, from its creation until it is disposed. It counts its hits.</summary>
/// <remarks>Thread rule: that of its link.</remarks>
public sealed class LinkFault : LinkHold, IDisposable
{
    private readonly LinkFaults _faults;
    private readonly ScopeCounter _counter;

    internal LinkFault(LinkFaults faults, FaultAction action, FaultScope scope, TimeSpan extraDelay)
    {
        _faults = faults;
        _counter = new ScopeCounter(scope);
        Action = action;
        ExtraDelay = extraDelay;
    }

    /// <summary>What it does.</summary>
    public FaultAction Action { get; }

    /// <summary>Which datagrams it strikes.</summary>
    public FaultScope Scope => _counter.Scope;

    /// <summary>How much later those that it delays arrive.</summary>
    public TimeSpan ExtraDelay { get; }

    /// <summary>How many datagrams its scope matched, leaving numbers aside.</summary>
    public long Matches => _counter.Matches;

    /// <summary>How many datagrams it struck.</summary>
    public long Hits => _counter.Hits;

    /// <summary>True until it strikes: a fault that never did proves nothing.</summary>
    public bool IsVacuous => Hits == 0;

    /// <summary>Ends it, and releases what it holds. Its counters stay. Idempotent.</summary>
    public void Dispose()
    {
        _faults.End(this);
        Release();
    }

    /// <summary>In words: <c>Drop the 3rd datagram on phone>home (struck 0 of 2 that matched)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Action} {Scope} on {_faults.Where} (struck {Hits} of {Matches} that matched)");

    internal bool Strikes(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination) =>
        _counter.Strikes(payload, source, destination);
}

using System.Globalization;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>A targeted fault on one direction of a link, from its creation until it is disposed. It counts its hits.</summary>
/// <remarks>Thread rule: that of its link.</remarks>
public sealed class LinkFault : IDisposable
{
    private readonly LinkFaults _faults;

    internal LinkFault(LinkFaults faults, FaultAction action, FaultScope scope, TimeSpan extraDelay)
    {
        _faults = faults;
        Action = action;
        Scope = scope;
        ExtraDelay = extraDelay;
    }

    /// <summary>What it does.</summary>
    public FaultAction Action { get; }

    /// <summary>Which datagrams it strikes.</summary>
    public FaultScope Scope { get; }

    /// <summary>How much later those that it delays arrive.</summary>
    public TimeSpan ExtraDelay { get; }

    /// <summary>How many datagrams its scope matched, leaving numbers aside.</summary>
    public long Matches { get; private set; }

    /// <summary>How many datagrams it struck.</summary>
    public long Hits { get; private set; }

    /// <summary>How often it has released what it held.</summary>
    public long Releases { get; private set; }

    /// <summary>True until it strikes: a fault that never did proves nothing.</summary>
    public bool IsVacuous => Hits == 0;

    /// <summary>How a carrier learns of a release; set by the carrier that holds the first datagram for it.</summary>
    public Action<LinkFault>? Released { get; set; }

    /// <summary>Lets the datagrams go that it has held so far, at once and in their order. It goes on holding further ones.</summary>
    public void Release()
    {
        Releases++;
        Released?.Invoke(this);
    }

    /// <summary>Ends it, and releases what it holds. Its counters stay. Idempotent.</summary>
    public void Dispose()
    {
        _faults.End(this);
        Release();
    }

    /// <summary>In words: <c>Drop the 3rd datagram on phone>home (struck 0 of 2 that matched)</c>.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Action} {Scope} on {_faults.Where} (struck {Hits} of {Matches} that matched)");

    internal bool Strikes(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination)
    {
        if (Hits == Scope.Times || !Scope.Matches(payload, source, destination))
        {
            return false;
        }

        Matches++;
        bool strikes = Scope.Nth is { } nth ? Matches == nth : Scope.Every is not { } every || Matches % every == 0;
        Hits += strikes ? 1 : 0;
        return strikes;
    }
}

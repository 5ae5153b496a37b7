using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Impairments;

/// <summary>Counts the datagrams that a scope matches, and says which of them it strikes.</summary>
internal sealed class ScopeCounter(FaultScope scope)
{
    public FaultScope Scope => scope;

    /// <summary>How many datagrams the scope matched, leaving numbers aside.</summary>
    public long Matches { get; private set; }

    public long Hits { get; private set; }

    public bool Strikes(ReadOnlySpan<byte> payload, in TransportAddress source, in TransportAddress destination)
    {
        if (Hits == scope.Times || !scope.Matches(payload, source, destination))
        {
            return false;
        }

        Matches++;
        bool strikes = scope.Nth is { } nth ? Matches == nth : scope.Every is not { } every || Matches % every == 0;
        Hits += strikes ? 1 : 0;
        return strikes;
    }
}

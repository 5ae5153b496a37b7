using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>One mapping in its slot. The remote key is zero, an address or an endpoint, as the mapping behaviour asks.</summary>
internal struct MappingEntry
{
    public TransportAddress Inside;
    public TransportAddress RemoteKey;
    public TransportAddress External;
    public TimeSpan ExpiresAt;
    public TimeSpan LastUsed;
    public TimeSpan RebindAt;
    public long Created;
    public int OldestContact;
    public int NewestContact;
    public int LatestContact;
    public int ContactCount;
    public int OutboundCount;
    public bool InUse;

    /// <summary>The mapping is gone and only its external endpoint is still held; it expired when it was freed.</summary>
    public bool IsFreed;

    public bool IsReplied;
    public bool IsStuck;

    public readonly bool IsExpired(TimeSpan now) => now >= ExpiresAt;
}

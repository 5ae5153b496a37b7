using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>A remote that one mapping has sent to, and so may hear from.</summary>
internal struct ContactEntry
{
    public TransportAddress RemoteKey;
    public TimeSpan LastOutbound;
    public int Mapping;
    public int Newer;
}

using JumpingVpn.Datagrams;

namespace JumpingVpn.Network.Nat;

/// <summary>One mapping that was given another external endpoint.</summary>
/// <param name="Inside">The endpoint behind the NAT, unchanged and unaware.</param>
/// <param name="OldExternal">No longer mapped: what arrives there is dropped.</param>
/// <param name="NewExternal">Shown from now on.</param>
public readonly record struct NatRebinding(TransportAddress Inside, TransportAddress OldExternal, TransportAddress NewExternal);

using JumpingVpn.Network.Nat;

namespace JumpingVpn.Steps;

/// <summary>A NAT behaviour that was named in a sentence.</summary>
/// <param name="Options">What the name means.</param>
public sealed record NatKind(NatOptions Options);

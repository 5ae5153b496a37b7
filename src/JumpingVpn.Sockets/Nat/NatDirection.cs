namespace JumpingVpn.Sockets.Nat;

/// <summary>Which way a datagram passes a NAT.</summary>
public enum NatDirection
{
    /// <summary>From a host inside to a remote.</summary>
    Outbound,

    /// <summary>From a remote to a host inside.</summary>
    Inbound,
}

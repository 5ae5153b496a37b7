namespace JumpingVpn.Datagrams;

/// <summary>What UDP itself allows, whatever carries it.</summary>
public static class UdpLimits
{
    /// <summary>The longest payload in bytes that every carrier sends and receives: 65,535 less the headers of IPv4 (RFC 791) and UDP
    /// (RFC 768). Over IPv6 a datagram could carry 20 bytes more; one limit for both keeps protocols from noticing the
    /// difference.</summary>
    public const int LongestPayload = 65_507;
}

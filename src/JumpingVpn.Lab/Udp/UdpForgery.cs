using JumpingVpn.Datagrams;

namespace JumpingVpn.Lab.Udp;

/// <summary>Sends with a source that is not the sender's, which the kernel allows nobody: by the socket that represents one of the
/// ends.</summary>
internal static class UdpForgery
{
    /// <summary>Sends by the first NAT that has bound the source or the destination; false if none has.</summary>
    /// <exception cref="ArgumentException">The datagram is longer than UDP carries.</exception>
    public static bool TrySend(
        IEnumerable<UdpLabNat> nats,
        ReadOnlySpan<byte> datagram,
        in TransportAddress forgedSource,
        in TransportAddress destination
    )
    {
        if (datagram.Length > UdpLimits.LongestPayload)
        {
            throw new ArgumentException(
                $"A datagram of {datagram.Length} bytes cannot be forged: UDP carries at most {UdpLimits.LongestPayload}."
            );
        }

        foreach (UdpLabNat nat in nats)
        {
            if (nat.Nat.InjectAsExternal(datagram, forgedSource, destination))
            {
                return true;
            }

            if (nat.Nat.BoundAddress(destination) is not null)
            {
                nat.Nat.InjectFromOutside(datagram, forgedSource, destination);
                return true;
            }
        }

        return false;
    }
}

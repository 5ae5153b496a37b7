namespace JumpingVpn.Protocol;

/// <summary>
/// Where session ids, nonces and the jitter of retransmissions come from. In production it must be a cryptographic
/// generator: an id or nonce that can be guessed helps an attacker who cannot see the traffic. A simulation gives a
/// seeded stream instead.
/// </summary>
public interface IEntropySource
{
    /// <summary>Fills the whole span. It is called from the one thread that drives the core.</summary>
    void Fill(Span<byte> destination);
}

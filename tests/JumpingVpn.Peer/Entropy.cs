using System.Security.Cryptography;
using JumpingVpn.Protocol;

namespace JumpingVpn.Peer;

/// <summary>The system's.</summary>
internal sealed class Entropy : IEntropySource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}

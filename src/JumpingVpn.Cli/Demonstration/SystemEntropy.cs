using System.Security.Cryptography;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Demonstration;

/// <summary>The operating system's cryptographic generator.</summary>
internal sealed class SystemEntropy : IEntropySource
{
    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}

using System.Security.Cryptography;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Tests.Samples;

/// <summary>Entropy for real networks.</summary>
public sealed class SystemEntropy : IEntropySource
{
    public void Fill(Span<byte> destination) => RandomNumberGenerator.Fill(destination);
}

using JumpingVpn.Network.Randomness;
using JumpingVpn.Protocol;

namespace JumpingVpn.Fuzzing;

/// <summary>Session ids and nonces from a seed: every run is the same, and the generator of the operating system is left out of
/// measurements.</summary>
public sealed class SeededEntropy(ulong seed) : IEntropySource
{
    private readonly RandomStream _stream = new(seed);

    /// <inheritdoc/>
    public void Fill(Span<byte> destination) => _stream.Fill(destination);
}

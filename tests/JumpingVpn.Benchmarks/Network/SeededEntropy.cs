using JumpingVpn.Network.Randomness;
using JumpingVpn.Protocol;

namespace JumpingVpn.Benchmarks.Network;

/// <summary>Session ids and nonces from a seed, so that the generator of the operating system is not what is measured.</summary>
internal sealed class SeededEntropy(ulong seed) : IEntropySource
{
    private readonly RandomStream _stream = new(seed);

    public void Fill(Span<byte> destination) => _stream.Fill(destination);
}

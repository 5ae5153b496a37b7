using JumpingVpn.Network.Randomness;
using JumpingVpn.Protocol;
using JumpingVpn.Simulation;

namespace JumpingVpn.Lab.Tests.Samples;

/// <summary>Entropy of a simulated network: one labelled stream of its seed.</summary>
public sealed class SeededEntropy(SimulatedNetwork net, string label) : IEntropySource
{
    private readonly RandomStream _random = net.Random.Stream(label);

    public void Fill(Span<byte> destination) => _random.Fill(destination);
}

using JumpingVpn.Network.Randomness;
using JumpingVpn.Protocol;

namespace JumpingVpn.Lab.Scenes;

/// <summary>Entropy that is not random: bytes of a labelled random stream, so that ids and nonces repeat with the seed.</summary>
internal sealed class StreamEntropy(RandomStream stream) : IEntropySource
{
    public void Fill(Span<byte> destination) => stream.Fill(destination);
}

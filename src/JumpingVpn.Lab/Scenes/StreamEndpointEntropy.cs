using JumpingVpn.Endpoints;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Lab.Scenes;

/// <summary>The random bytes of an endpoint, from a labelled stream of the seed.</summary>
internal sealed class StreamEndpointEntropy(RandomStream stream) : IEndpointEntropy
{
    public void Fill(Span<byte> bytes) => stream.Fill(bytes);
}

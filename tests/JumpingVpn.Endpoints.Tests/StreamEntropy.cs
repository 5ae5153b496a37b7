using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Endpoints.Tests;

/// <summary>Random bytes of a labelled stream.</summary>
internal sealed class StreamEntropy(RandomStream stream) : IEndpointEntropy
{
    public void Fill(Span<byte> bytes) => stream.Fill(bytes);
}

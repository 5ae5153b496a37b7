using System.Security.Cryptography;
using JumpingVpn.Endpoints;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Cli.Endpoints;

/// <summary>Random bytes of a seed, or of the system where there is none.</summary>
internal sealed class EndpointRandom(ulong? seed) : IEndpointEntropy
{
    private readonly RandomStream? _stream = seed is { } known ? new RandomSource(known).Stream("endpoint") : null;

    /// <summary>The seed that the endpoint is told.</summary>
    public ulong Seed { get; } = seed ?? BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    public void Fill(Span<byte> bytes)
    {
        if (_stream is null)
        {
            RandomNumberGenerator.Fill(bytes);
        }
        else
        {
            _stream.Fill(bytes);
        }
    }
}

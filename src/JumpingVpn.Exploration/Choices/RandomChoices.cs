using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Exploration.Choices;

/// <summary>Chooses at random, by a seed.</summary>
/// <param name="seed">The same seed gives the same choices.</param>
public sealed class RandomChoices(ulong seed) : IChoices
{
    private readonly RandomStream _random = new RandomSource(seed).Stream("exploration");

    /// <inheritdoc/>
    public int Pick(string who, int alternatives) => (int)_random.Below((ulong)alternatives);
}

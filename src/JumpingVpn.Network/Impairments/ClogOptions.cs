using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>A link that stalls: it holds what is about to arrive, and releases all of it in one burst.</summary>
/// <param name="Chance">How likely a datagram that enters an open link clogs it.</param>
/// <param name="MeanDuration">How long it is clogged on average; each time is drawn uniformly from 0 to twice that.</param>
public sealed record ClogOptions(Probability Chance, TimeSpan MeanDuration)
{
    internal void Validate()
    {
        OptionGuard.Refuse(Chance == Probability.Never, $"Clogging with a chance of {Chance} does nothing: give one above 0 %.");
        OptionGuard.Refuse(
            MeanDuration <= TimeSpan.Zero || MeanDuration > TimeSpan.FromHours(12),
            $"A mean clog of {MeanDuration:c} is impossible: it must be above 0 and at most 12:00:00."
        );
    }
}

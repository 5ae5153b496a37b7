using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>Draws one-way delays around a mean, in whole ticks and integer arithmetic.</summary>
internal sealed class DelaySampler(RandomStream stream)
{
    public TimeSpan Next(LinkOptions options)
    {
        long mean = options.Delay.Ticks;
        long jitter = options.Jitter.Ticks;
        long deviation = options.JitterDistribution == JitterDistribution.Uniform
            ? stream.Between(-jitter, jitter)
            : NormalTable.Scale(jitter, stream.NextUInt64());
        return TimeSpan.FromTicks(Math.Max(0, mean + deviation));
    }
}

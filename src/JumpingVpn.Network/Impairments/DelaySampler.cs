using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>Draws one-way delays around a mean, in whole ticks and integer arithmetic.</summary>
/// <remarks>
/// Correlation repeats the draw of the datagram before with its probability. So the distribution stays what it is and neighbours
/// correlate by exactly that much; netem's weighted sum narrows the distribution.
/// </remarks>
internal sealed class DelaySampler(in RandomSource streams)
{
    private readonly RandomStream _stream = streams.Stream("jitter");
    private readonly RandomStream _correlation = streams.Stream("jitter-correlation");
    private long _deviation;

    public TimeSpan Next(LinkOptions options)
    {
        if (options.JitterCorrelation == Probability.Never || !_correlation.Chance(options.JitterCorrelation))
        {
            _deviation = Draw(options, options.Jitter.Ticks);
        }

        return TimeSpan.FromTicks(Math.Max(0, options.Delay.Ticks + _deviation));
    }

    private long Draw(LinkOptions options, long jitter) => options.JitterDistribution switch
    {
        JitterDistribution.Uniform => _stream.Between(-jitter, jitter),
        JitterDistribution.Normal => NormalTable.Scale(jitter, _stream.NextUInt64()),
        JitterDistribution.Pareto => ParetoTable.Scale(jitter, _stream.NextUInt64()),
        _ => options.JitterTable!.Scale(jitter, _stream.NextUInt64()),
    };
}

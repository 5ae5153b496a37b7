using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>Draws one-way delays around a mean, in whole ticks and integer arithmetic.</summary>
/// <remarks>
/// Correlation repeats the draw of the datagram before with its probability. So the distribution stays what it is and neighbours
/// correlate by exactly that much; netem's weighted sum narrows the distribution.
/// </remarks>
internal struct DelaySampler
{
    private Xoshiro256 _stream;
    private long _deviation;

    /// <summary>The next delay of a link that is not told to repeat the one before.</summary>
    /// <param name="options">What the link does.</param>
    /// <param name="streams">The streams of the link, from which the first draw takes its own.</param>
    public TimeSpan Next(LinkOptions options, in RandomSource streams)
    {
        if (!_stream.IsSeeded)
        {
            _stream = streams.Generator("jitter");
        }

        _deviation = Draw(options, options.Jitter.Ticks);
        return Again(options);
    }

    /// <summary>The delay with the deviation that was drawn last.</summary>
    public readonly TimeSpan Again(LinkOptions options) => TimeSpan.FromTicks(Math.Max(0, options.Delay.Ticks + _deviation));

    private long Draw(LinkOptions options, long jitter) =>
        options.JitterDistribution switch
        {
            JitterDistribution.Uniform => _stream.Between(-jitter, jitter),
            JitterDistribution.Normal => NormalTable.Scale(jitter, _stream.Next()),
            JitterDistribution.Pareto => ParetoTable.Scale(jitter, _stream.Next()),
            _ => options.JitterTable!.Scale(jitter, _stream.Next()),
        };
}

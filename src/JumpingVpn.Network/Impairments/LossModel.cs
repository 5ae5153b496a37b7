using JumpingVpn.Datagrams;
using JumpingVpn.Network.Randomness;

namespace JumpingVpn.Network.Impairments;

/// <summary>Which datagrams a link loses where they are not lost each on its own: in bursts, by a pattern, by number or by time.</summary>
/// <remarks>A model is a value; what a link remembers of it, such as the state of a chain, begins again where another model is
/// set.</remarks>
public abstract record LossModel
{
    private protected LossModel() { }

    /// <summary>Gilbert and Elliott's chain of a good and a bad state (netem "gemodel").</summary>
    /// <param name="p">From good to bad, judged after each datagram.</param>
    /// <param name="r">From bad to good, judged after each datagram: bad spells last 1/r datagrams in the mean.</param>
    /// <param name="lossInBad">Netem's 1−h. Null for always, the simple Gilbert model.</param>
    /// <param name="lossInGood">Netem's 1−k.</param>
    public static LossModel GilbertElliott(Probability p, Probability r, Probability? lossInBad = null, Probability lossInGood = default) =>
        new GilbertElliottLoss(p, r, lossInBad ?? Probability.Certain, lossInGood);

    /// <summary>Gilbert's chain for a share of all datagrams that is lost, in bursts of a mean length.</summary>
    /// <param name="share">In the long run; above 0 % and below 50 %.</param>
    /// <param name="length">Of a burst in the mean; 1 to 1,000.</param>
    /// <exception cref="ArgumentException">Out of range.</exception>
    public static LossModel InBursts(Probability share, int length)
    {
        OptionGuard.Refuse(
            share == Probability.Never || share.PartsPerMillion >= Probability.Scale / 2 || length is < 1 or > 1_000,
            $"Losing {share} in bursts of {length} is impossible: it must be above 0 % and below 50 %, in bursts of 1 to 1000."
        );

        // In the bad state a share of p / (p + r), for 1 / r datagrams in the mean.
        int r = Probability.Scale / length;
        long p = (long)r * share.PartsPerMillion / (Probability.Scale - share.PartsPerMillion);
        return GilbertElliott(Probability.FromPartsPerMillion((int)p), Probability.FromPartsPerMillion(r));
    }

    /// <summary>A Markov chain of four states (netem "state"): 1 good, 2 received in a burst, 3 lost in a burst, 4 lost alone.</summary>
    /// <param name="p13">From good to lost in a burst.</param>
    /// <param name="p31">From lost in a burst to good.</param>
    /// <param name="p32">From lost in a burst to received in a burst.</param>
    /// <param name="p23">From received in a burst to lost in a burst.</param>
    /// <param name="p14">From good to lost alone, after which it is good again.</param>
    public static LossModel FourStates(Probability p13, Probability p31, Probability p32, Probability p23, Probability p14) =>
        new FourStateLoss(p13, p31, p32, p23, p14);

    /// <summary>Loses by a mask of 64 bits that is used over and over: the lowest bit is the first datagram, 1 is lost.</summary>
    public static LossModel Pattern(ulong mask) => new PatternLoss(mask);

    /// <summary>Loses the datagrams with these numbers, each once; the first is 1.</summary>
    /// <param name="numbers">Ascending.</param>
    public static LossModel Numbers(params ReadOnlySpan<long> numbers) => new NumberedLoss([.. numbers]);

    /// <summary>Loses the first datagrams, this many.</summary>
    public static LossModel First(long count) => new PeriodicLoss(count, Passed: long.MaxValue, LossComesFirst: true);

    /// <summary>Loses the nth, the 2nth, the 3nth datagram.</summary>
    public static LossModel Every(long n) => new PeriodicLoss(Lost: 1, n - 1, LossComesFirst: false);

    /// <summary>Alternately lets this many datagrams pass and loses that many.</summary>
    public static LossModel Bursts(long lost, long passed) => new PeriodicLoss(lost, passed, LossComesFirst: false);

    /// <summary>Loses everything at the beginning of every period of time, counted from virtual time 0.</summary>
    public static LossModel Outages(TimeSpan every, TimeSpan lasting) => new OutageLoss(every, lasting);

    /// <summary>Refuses impossible parameters.</summary>
    /// <exception cref="ArgumentException">One full sentence naming the value and the allowed range.</exception>
    internal abstract void Validate();

    /// <summary>The model's memory, at its beginning.</summary>
    internal abstract LossProcess Begin(RandomStream stream);
}

namespace JumpingVpn.Network.Impairments;

/// <summary>How the delay of a link varies around its mean (netem's "distribution").</summary>
public enum JitterDistribution
{
    /// <summary>Every delay within ± the jitter is as likely.</summary>
    Uniform,

    /// <summary>The jitter is the standard deviation of a normal distribution, cut at four deviations as netem's table is.</summary>
    Normal,

    /// <summary>
    /// The jitter is the standard deviation of a Pareto distribution of shape 3, shifted to the mean: many delays somewhat below it, few
    /// far above. It is cut at four deviations as netem's table is, which lowers its mean by 2 % of the jitter.
    /// </summary>
    Pareto,

    /// <summary>The jitter is the unit of <see cref="LinkOptions.JitterTable"/>.</summary>
    Custom,
}

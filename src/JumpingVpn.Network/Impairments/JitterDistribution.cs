namespace JumpingVpn.Network.Impairments;

/// <summary>How the delay of a link varies around its mean (netem's "distribution").</summary>
public enum JitterDistribution
{
    /// <summary>Every delay within ± the jitter is as likely.</summary>
    Uniform,

    /// <summary>The jitter is the standard deviation of a normal distribution, cut at four deviations as netem's table is.</summary>
    Normal,
}

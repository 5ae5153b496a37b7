using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol;

/// <summary>The bounds of a client that roams over several networks. Immutable; checked once, where the client is made.</summary>
public sealed record RoamingOptions
{
    /// <summary>How long a network that failed is avoided; each failure in a row doubles it.</summary>
    /// <value>Default: 5s. 10ms to 10min.</value>
    public TimeSpan PathPenalty { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time for which a network is avoided, and for which its measurements count; not shorter than
    /// path-penalty.</summary>
    /// <value>Default: 1min. 10ms to 24h.</value>
    public TimeSpan MaximumPathPenalty { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a preferred network must have been available without a penalty before the session returns to it.</summary>
    /// <value>Default: 3s. 0ms to 10min.</value>
    public TimeSpan ReturnStability { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        PolicySettings.Validate(RoamingPolicy.Settings, this);
        OptionGuard.Refuse(
            MaximumPathPenalty < PathPenalty,
            $"MaximumPathPenalty is {MaximumPathPenalty:c}, but PathPenalty is {PathPenalty:c}: it must not be shorter."
        );
    }
}

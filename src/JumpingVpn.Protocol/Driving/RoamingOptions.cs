namespace JumpingVpn.Protocol.Driving;

/// <summary>The bounds of a <see cref="RoamingClientDriver"/>. Immutable; checked once, by the driver's constructor.</summary>
public sealed record RoamingOptions
{
    /// <summary>How long a candidate that has failed is passed over; each failure in a row doubles it. Default 5 s; 10 ms to 10 min.</summary>
    public TimeSpan Penalty { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time for which a candidate is passed over. Default 1 min; <see cref="Penalty"/> to 24 h.</summary>
    public TimeSpan MaximumPenalty { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a preferred candidate must have been available without a penalty before the session returns to it. Default 3 s; 0 to 10 min.</summary>
    public TimeSpan ReturnStability { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Checks all bounds.</summary>
    /// <exception cref="ArgumentException">A value is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        OptionCheck.Range(Penalty, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(10), nameof(Penalty));
        OptionCheck.Range(MaximumPenalty, Penalty, TimeSpan.FromHours(24), nameof(MaximumPenalty));
        OptionCheck.Range(ReturnStability, TimeSpan.Zero, TimeSpan.FromMinutes(10), nameof(ReturnStability));
    }
}

namespace JumpingVpn.Protocol.Driving;

/// <summary>
/// What a network is worth, or was when it was left: how long a message takes until it is acknowledged, in the mean, by the round trip,
/// the jitter and the loss that were measured. Less is better.
/// </summary>
/// <param name="Ticks">In ticks of 100 ns.</param>
internal readonly record struct PathScore(long Ticks)
{
    private const long Scale = 1_000_000;

    /// <summary>Nothing is known against it.</summary>
    public static readonly PathScore Unknown = new(0);

    /// <summary>Nothing came back, or it could not be opened.</summary>
    public static readonly PathScore Silent = new(long.MaxValue);

    /// <summary>Computes it from measurements.</summary>
    /// <param name="health">The measurements; without a round trip nothing came back.</param>
    /// <param name="wait">How long a transmission waits for its answer before the next.</param>
    public static PathScore Of(in PathHealth health, TimeSpan wait)
    {
        if (health.RoundTrip is not { } roundTrip)
        {
            return Silent;
        }

        long arrives = Scale - health.LossPartsPerMillion;
        long answered = arrives * arrives / Scale; // there and back
        return answered == 0 ? Silent : new PathScore(roundTrip.Ticks + health.Jitter.Ticks + (wait.Ticks * (Scale - answered) / answered));
    }

    /// <summary>Whether it is so much better than another that a move for its sake is worth it: by half.</summary>
    public bool IsMuchBetterThan(PathScore other) => Ticks <= other.Ticks / 2;
}

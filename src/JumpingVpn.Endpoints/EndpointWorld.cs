namespace JumpingVpn.Endpoints;

/// <summary>What surrounds an endpoint.</summary>
/// <param name="clock">Its clock and timers: those of its host in a simulation, the system's elsewhere.</param>
/// <param name="origin">The timestamp of <paramref name="clock"/> at which the world began.</param>
/// <param name="entropy">Its random stream.</param>
/// <param name="observer">Takes what it says.</param>
/// <param name="bounds">How much of its host it may use; null for the defaults.</param>
public sealed class EndpointWorld(
    TimeProvider clock,
    long origin,
    IEndpointEntropy entropy,
    IEndpointObserver observer,
    EndpointBounds? bounds = null
)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(45);

    /// <summary>Its clock.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Its random stream.</summary>
    public IEndpointEntropy Entropy => entropy;

    /// <summary>Takes what it says.</summary>
    public IEndpointObserver Observer => observer;

    /// <summary>How much of its host it may use.</summary>
    public EndpointBounds Bounds { get; } = bounds ?? new EndpointBounds();

    /// <summary>The time since the world began, a whole number of ticks.</summary>
    internal long Nanoseconds() => clock.GetElapsedTime(origin).Ticks * EndpointContract.NanosecondsPerTick;

    /// <summary>How long to wait for a time: until the first tick that is not before it, or as long as a timer of the system can be
    /// set.</summary>
    internal static TimeSpan Until(long wake, long now)
    {
        if (wake == EndpointContract.Never)
        {
            return Timeout.InfiniteTimeSpan;
        }

        long ticks = wake <= now ? 0 : ((wake - now - 1) / EndpointContract.NanosecondsPerTick) + 1;
        return new TimeSpan(Math.Min(ticks, LongestWait.Ticks));
    }
}

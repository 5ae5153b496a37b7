namespace JumpingVpn.TestSupport;

/// <summary>Lets a test wait for something that receivers on other threads bring about, without sleeping.</summary>
public sealed class Arrivals
{
    private readonly object _gate = new();

    /// <summary>Tells every waiter to look at its condition again.</summary>
    public void Pulse()
    {
        lock (_gate)
        {
            Monitor.PulseAll(_gate);
        }
    }

    /// <summary>Waits until the condition holds, looking after every pulse.</summary>
    /// <returns>False when it does not hold within <paramref name="limit"/>, a bound that only a failing test reaches.</returns>
    public bool WaitUntil(Func<bool> condition, TimeSpan limit)
    {
        ArgumentNullException.ThrowIfNull(condition);
        long start = TimeProvider.System.GetTimestamp();
        lock (_gate)
        {
            while (!condition())
            {
                TimeSpan left = limit - TimeProvider.System.GetElapsedTime(start);
                if (left <= TimeSpan.Zero || !Monitor.Wait(_gate, left))
                {
                    return condition();
                }
            }
        }

        return true;
    }
}

namespace JumpingVpn.Simulation.Scheduling;

/// <summary>Counts the work of one instant against its bounds.</summary>
internal sealed class RunBounds(EventLoopOptions options)
{
    private int _events;
    private int _continuations;

    public bool AllowsEvent() => ++_events <= options.MaxEventsPerInstant;

    public bool AllowsContinuation() => ++_continuations <= options.MaxContinuationsPerInstant;

    public void Reset()
    {
        _events = 0;
        _continuations = 0;
    }
}

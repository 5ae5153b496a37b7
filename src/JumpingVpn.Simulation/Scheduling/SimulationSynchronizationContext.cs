namespace JumpingVpn.Simulation.Scheduling;

/// <summary>
/// Keeps the continuations of async code on the simulation's thread, in the order in which they became ready. A continuation
/// that comes back from a foreign thread is never run: it is reported as a violation.
/// </summary>
internal sealed class SimulationSynchronizationContext(EventLoop loop) : SynchronizationContext
{
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _ready = new();

    public bool HasReady => _ready.Count > 0;

    public int ReadyCount => _ready.Count;

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (loop.IsForeignThread)
        {
            loop.ReportForeignPost(CallbackNames.Of(d, state));
            return;
        }

        _ready.Enqueue((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state)
    {
        if (loop.IsForeignThread)
        {
            loop.ReportForeignPost(CallbackNames.Of(d, state));
            throw new DeterminismViolationException("A foreign thread asked the simulation to run a callback and wait for it.");
        }

        d(state);
    }

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Runs the oldest ready continuation; the caller has made this context the current one.</summary>
    public void RunNext()
    {
        (SendOrPostCallback callback, object? state) = _ready.Dequeue();
        callback(state);
    }
}

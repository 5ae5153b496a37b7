namespace JumpingVpn.Features.Engine;

/// <summary>Keeps the continuations of one asynchronous step, to be run in the order in which they were posted.</summary>
internal sealed class StepContinuations : SynchronizationContext
{
    private readonly Lock _lock = new();
    private readonly Queue<(SendOrPostCallback Callback, object? State)> _queue = new();

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (_lock)
        {
            _queue.Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Runs the oldest continuation.</summary>
    /// <returns>False if there is none.</returns>
    public bool RunNext()
    {
        (SendOrPostCallback Callback, object? State) next;
        lock (_lock)
        {
            if (!_queue.TryDequeue(out next))
            {
                return false;
            }
        }

        next.Callback(next.State);
        return true;
    }
}

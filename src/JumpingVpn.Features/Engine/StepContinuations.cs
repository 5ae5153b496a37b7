namespace JumpingVpn.Features.Engine;

/// <summary>Keeps the continuations of one asynchronous step, to be run in the order in which they were posted.</summary>
internal sealed class StepContinuations : SynchronizationContext
{
    // Most steps post nothing, and there is one of this for each.
    private Queue<(SendOrPostCallback Callback, object? State)>? _queue;

    public override void Post(SendOrPostCallback d, object? state)
    {
        lock (this)
        {
            (_queue ??= new()).Enqueue((d, state));
        }
    }

    public override void Send(SendOrPostCallback d, object? state) => d(state);

    /// <summary>Runs the oldest continuation.</summary>
    /// <returns>False if there is none.</returns>
    public bool RunNext()
    {
        (SendOrPostCallback Callback, object? State) next;
        lock (this)
        {
            if (_queue is null || !_queue.TryDequeue(out next))
            {
                return false;
            }
        }

        next.Callback(next.State);
        return true;
    }
}

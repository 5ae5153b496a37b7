namespace JumpingVpn.Protocol.Api;

/// <summary>
/// Those who wait for one thing, first come, first served; each has its own task. Continuations never run inside of the call that
/// completes them. Thread rule: the caller holds the driver's lock, except for the cancellation of a wait, which may come at any time.
/// </summary>
internal sealed class Waiters<T>
{
    private readonly Queue<TaskCompletionSource<T>> _waiting = new();

    /// <summary>Adds one.</summary>
    public TaskCompletionSource<T> Add()
    {
        var waiter = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _waiting.Enqueue(waiter);
        return waiter;
    }

    /// <summary>Gives the result to the first who still waits; false if nobody does.</summary>
    public bool TryComplete(T result)
    {
        while (_waiting.TryDequeue(out TaskCompletionSource<T>? waiter))
        {
            if (waiter.TrySetResult(result))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Gives the result to all.</summary>
    public void CompleteAll(T result)
    {
        while (TryComplete(result)) { }
    }

    /// <summary>Tells all that it will never happen.</summary>
    public void FailAll(Exception reason)
    {
        while (_waiting.TryDequeue(out TaskCompletionSource<T>? waiter))
        {
            waiter.TrySetException(reason);
        }
    }

    /// <summary>Waits for one's turn, or until cancelled. The caller does not hold the lock.</summary>
    public static async Task<T> WaitAsync(TaskCompletionSource<T> waiter, CancellationToken cancellation)
    {
        using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static (state, token) => ((TaskCompletionSource<T>)state!).TrySetCanceled(token),
            waiter
        );
        return await waiter.Task;
    }
}

namespace JumpingVpn.Sockets;

/// <summary>A timer of a <see cref="LoopClock"/>, in timestamps of the system's clock.</summary>
internal sealed class LoopTimer(LoopClock clock, TimerCallback callback, object? state) : ITimer
{
    private volatile bool _disposed;

    /// <summary>When it fires; <see cref="long.MaxValue"/> for never. Under the clock's lock.</summary>
    public long Due { get; set; } = long.MaxValue;

    /// <summary>The time between two firings; 0 if it fires once. Under the clock's lock.</summary>
    public long Period { get; set; }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (!_disposed)
        {
            clock.Change(this, dueTime, period);
        }

        return !_disposed;
    }

    public void Fire()
    {
        if (!_disposed)
        {
            callback(state);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>
/// Calls back again and again on a thread of its own, which runs before this returns: while a library is loaded, its loader holds a lock
/// that the start of a thread waits for, and a timer may have to start one.
/// </summary>
internal sealed class LoadingClock : IDisposable
{
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;

    /// <param name="period">How long from one call to the next.</param>
    /// <param name="look">What is called; it must load nothing itself.</param>
    public LoadingClock(TimeSpan period, Action look)
    {
        using ManualResetEventSlim started = new();
        _thread = new Thread(() =>
        {
            look();
            started.Set();
            while (!_end.Wait(period))
            {
                look();
            }
        })
        {
            IsBackground = true,
        };
        _thread.Start();
        started.Wait();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }
}

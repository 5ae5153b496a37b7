using JumpingVpn.Cli.Logging;
using JumpingVpn.Protocol;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Cli.Demonstration;

/// <summary>Passes the client's events on, and lets the demonstration wait for the one it needs next.</summary>
internal sealed class ClientProgress(EventStream stream) : ISessionEventSink
{
    private readonly Lock _gate = new();
    private Waiter? _waiter;

    /// <inheritdoc/>
    public void OnEvent(ISessionEvent e, TimeSpan at)
    {
        stream.OnEvent(e, at);
        Waiter? reached = null;
        lock (_gate)
        {
            if (_waiter is not null && (e.Kind == _waiter.Kind || e is SessionTerminated))
            {
                (reached, _waiter) = (_waiter, null);
            }
        }

        reached?.Completion.SetResult(e);
    }

    /// <summary>Does something that will cause an event, and waits for it.</summary>
    /// <param name="kind">The event to wait for; the end of the session ends the wait too.</param>
    /// <param name="action">What causes it.</param>
    /// <param name="patience">The longest wait.</param>
    /// <param name="stop">Ends the wait.</param>
    /// <returns>The event, or null if none came in time.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="stop"/> was cancelled.</exception>
    public async Task<ISessionEvent?> AfterAsync(SessionEventKind kind, Action action, TimeSpan patience, CancellationToken stop)
    {
        var waiter = new Waiter(kind, new TaskCompletionSource<ISessionEvent>(TaskCreationOptions.RunContinuationsAsynchronously));
        lock (_gate)
        {
            _waiter = waiter;
        }

        action();
        try
        {
            return await waiter.Completion.Task.WaitAsync(patience, stop);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private sealed record Waiter(SessionEventKind Kind, TaskCompletionSource<ISessionEvent> Completion);
}

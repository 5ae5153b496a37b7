using JumpingVpn.Cli.Control;
using JumpingVpn.Protocol;

namespace JumpingVpn.Cli.Gateway;

/// <summary>A server that serves, as those see it who operate it.</summary>
/// <remarks>Thread rule: any thread.</remarks>
internal sealed class RunningServer(SessionServerDriver driver) : IControlled
{
    private static readonly TimeSpan LongestLook = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _drainAsked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isDraining;

    /// <summary>Completes when somebody asks for a drain.</summary>
    public Task DrainAsked => _drainAsked.Task;

    /// <inheritdoc/>
    public int SessionCount => driver.Inspect(static core => core.SessionCount);

    /// <inheritdoc/>
    public bool IsDraining => _isDraining;

    /// <inheritdoc/>
    public TimeSpan Now => driver.Now;

    /// <summary>Whether the server's lock can be had within a second: one that is stuck answers nobody.</summary>
    public bool IsHealthy => Task.Run(() => driver.Inspect(static _ => true)).Wait(LongestLook);

    /// <inheritdoc/>
    public IReadOnlyList<SessionView> List(int atMost) => driver.Inspect(core => core.GetSessions(atMost));

    /// <inheritdoc/>
    public SessionView? Show(SessionId id) =>
        driver.Inspect(core => core.TryGetSession(id, out SessionView view) ? view : (SessionView?)null);

    /// <inheritdoc/>
    public bool End(SessionId id) => driver.Terminate(id);

    /// <inheritdoc/>
    public void Drain() => _drainAsked.TrySetResult();

    /// <summary>Makes no session any more, and waits until none is left, or for so long.</summary>
    /// <param name="patience">The longest wait.</param>
    /// <param name="clock">The clock.</param>
    public async Task DrainAsync(TimeSpan patience, TimeProvider clock)
    {
        _isDraining = true;
        driver.BeginDrain();
        long began = clock.GetTimestamp();
        while (SessionCount > 0 && clock.GetElapsedTime(began) is var waited && waited < patience)
        {
            TimeSpan left = patience - waited;
            var step = TimeSpan.FromMilliseconds(100);
            await Task.Delay(left < step ? left : step, clock);
        }
    }
}

namespace JumpingVpn.Mutants;

/// <summary>
/// Switches a mutant off that computes for too long. The loop that it kept going usually ends then, and the process can be used
/// on; a process takes seconds to start. Where it does not end, the campaign ends the process.
/// </summary>
internal sealed class HangWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly TimeSpan _start = Environment.CpuUsage.TotalTime;
    private readonly Timer _timer;
    private volatile bool _hasHung;

    public HangWatch(MutantSwitch mutants, TimeSpan allowed) =>
        _timer = new Timer(
            _ =>
            {
                if (Environment.CpuUsage.TotalTime - _start > allowed)
                {
                    _hasHung = true;
                    mutants.TurnOff();
                }
            },
            null,
            Pause,
            Pause
        );

    /// <summary>Ends the watch.</summary>
    /// <returns>Whether the mutant was switched off.</returns>
    public bool End()
    {
        using var ended = new ManualResetEvent(false);
        _timer.Dispose(ended);
        ended.WaitOne();
        return _hasHung;
    }

    public void Dispose() => _timer.Dispose();
}

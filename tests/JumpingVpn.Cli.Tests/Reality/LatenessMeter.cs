using System.Diagnostics;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>How late this machine wakes somebody who only waits: what no program on it can do better.</summary>
internal sealed class LatenessMeter : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _measuring;

    public LatenessMeter() => _measuring = MeasureAsync();

    /// <summary>The worst so far.</summary>
    public TimeSpan Worst { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _measuring;
        _stop.Dispose();
    }

    private async Task MeasureAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            long begin = Stopwatch.GetTimestamp();
            await Task.WhenAny(Task.Delay(Period, _stop.Token));
            TimeSpan late = Stopwatch.GetElapsedTime(begin) - Period;
            Worst = late > Worst ? late : Worst;
        }
    }
}

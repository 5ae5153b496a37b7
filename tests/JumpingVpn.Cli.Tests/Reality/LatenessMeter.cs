using System.Diagnostics;
using System.Globalization;

namespace JumpingVpn.Cli.Tests.Reality;

/// <summary>How late this machine wakes somebody who only waits: what no program on it can do better.</summary>
internal sealed class LatenessMeter : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _measuring;
    private readonly long _begin = Stopwatch.GetTimestamp();
    private readonly TimeSpan _stalledBefore = Stalled();

    public LatenessMeter() => _measuring = MeasureAsync();

    /// <summary>The worst so far.</summary>
    public TimeSpan Worst { get; private set; }

    /// <summary>The share of the time in which somebody who could run had to wait for a processor (Linux: pressure stall information); 0
    /// where the system does not tell.</summary>
    public double Pressure => (Stalled() - _stalledBefore) / Stopwatch.GetElapsedTime(_begin);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _measuring;
        _stop.Dispose();
    }

    private static TimeSpan Stalled()
    {
        const string path = "/proc/pressure/cpu";
        string total = File.Exists(path) ? File.ReadLines(path).First().Split("total=")[^1] : "0";
        return TimeSpan.FromMicroseconds(long.Parse(total, CultureInfo.InvariantCulture));
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

using System.Globalization;

namespace JumpingVpn.Simulation.Scheduling;

/// <summary>Knows the thread a loop belongs to, and keeps the first trespass of another one until the loop can throw it.</summary>
internal sealed class ForeignThreads(EventLoop loop)
{
    private const string Advice =
        "Inside a simulation, avoid Task.Run, ConfigureAwait(false), Task.Delay without the simulation's TimeProvider, and real input "
        + "and output.";

    private readonly object _gate = new();
    private int _owner = Environment.CurrentManagedThreadId;
    private volatile string? _violation;

    public bool IsForeign => Environment.CurrentManagedThreadId != _owner;

    public void Adopt() => _owner = Environment.CurrentManagedThreadId;

    /// <summary>Called on the foreign thread: throwing there would end the process, so the loop's thread throws later.</summary>
    public void ReportPost(string continuation) =>
        Report(
            string.Create(
                CultureInfo.InvariantCulture,
                $"The continuation of {continuation} came back on a foreign thread (at {loop.Now:c}, but when is up to "
                    + $"the machine). {Advice}\n"
                    + $"The foreign thread was at:\n{Environment.StackTrace}"
            )
        );

    public void ThrowIntrusion()
    {
        string message = $"A foreign thread called into the running simulation at:\n{Environment.StackTrace}";
        Report(message);
        throw new DeterminismViolationException(message);
    }

    public void ThrowIfViolated()
    {
        if (_violation is { } violation)
        {
            _violation = null;
            throw new DeterminismViolationException($"{violation}\nThe simulation was at:\n{Environment.StackTrace}");
        }
    }

    /// <summary>Waits in real time for a violation that may be on its way, and throws it.</summary>
    public void AwaitViolation(TimeSpan grace)
    {
        lock (_gate)
        {
            if (_violation is null)
            {
                Monitor.Wait(_gate, grace);
            }
        }

        ThrowIfViolated();
    }

    private void Report(string message)
    {
        lock (_gate)
        {
            _violation ??= message;
            Monitor.PulseAll(_gate);
        }
    }
}

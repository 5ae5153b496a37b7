using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace JumpingVpn.Endpoints.ChildProcess;

/// <summary>Ends a child process that takes too long over a call, or more memory than it may have.</summary>
/// <remarks>It looks at the process from time to time: a timer for each call would cost as much as the call. Its memory is what it has in
/// use, not what it has set aside, of which several runtimes take more than there is.</remarks>
internal sealed class GuestWatch : IDisposable
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();
    private readonly Process _process;
    private readonly Process _seen; // another object, so that a look does not disturb whoever waits for the end
    private readonly EndpointBounds _bounds;
    private readonly Timer _timer;
    private long _callBegan;
    private bool _isClosed;
    private volatile string? _verdict;

    public GuestWatch(Process process, EndpointBounds bounds)
    {
        _process = process;
        _seen = process;
        _bounds = bounds;
        try
        {
            _seen = Process.GetProcessById(process.Id);
        }
        catch (Exception gone) when (gone is ArgumentException or InvalidOperationException)
        {
            // It has ended already; whoever calls it finds out.
        }

        TimeSpan quarter = bounds.Patience / 4;
        TimeSpan period = quarter < LongestPeriod ? quarter : LongestPeriod;
        _timer = new Timer(static watch => ((GuestWatch)watch!).Look(), this, period, period);
    }

    /// <summary>Why it ended the process, as the rest of a sentence that begins with the guest's name; null where it did not.</summary>
    public string? Verdict => _verdict;

    /// <summary>Whether it ended the process because an answer took too long.</summary>
    public bool IsLate { get; private set; }

    /// <summary>How long a call may take.</summary>
    public TimeSpan Patience => _bounds.Patience;

    /// <summary>A call begins.</summary>
    public void Begin() => Volatile.Write(ref _callBegan, Stopwatch.GetTimestamp());

    /// <summary>It was answered.</summary>
    public void End() => Volatile.Write(ref _callBegan, 0);

    /// <summary>The memory that it has in use, in bytes; 0 where it has ended.</summary>
    public long MemoryInUse()
    {
        lock (_gate)
        {
            try
            {
                _seen.Refresh();
                return _seen.WorkingSet64;
            }
            catch (Exception gone) when (gone is InvalidOperationException or Win32Exception)
            {
                return 0;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true; // it may be looking
        }

        _timer.Dispose();
        if (!ReferenceEquals(_seen, _process))
        {
            _seen.Dispose();
        }
    }

    private void Look()
    {
        lock (_gate)
        {
            if (_isClosed || _verdict is not null)
            {
                return;
            }

            long began = Volatile.Read(ref _callBegan);
            IsLate = began != 0 && Stopwatch.GetElapsedTime(began) > _bounds.Patience;
            string? verdict =
                IsLate ? $"did not answer within {_bounds.Patience.TotalSeconds:0.###} s of real time, and was ended"
                : MemoryInUse() > _bounds.Memory
                    ? string.Create(CultureInfo.InvariantCulture, $"used more than {_bounds.Memory >> 20} MiB of memory, and was ended")
                : null;
            if (verdict is not null)
            {
                _verdict = verdict;
                _process.Kill(entireProcessTree: true);
            }
        }
    }
}

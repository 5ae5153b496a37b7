using JumpingVpn.Sockets.Linux;

namespace JumpingVpn.Sockets;

/// <summary>
/// Receives for any number of channels, and fires timers, on its own thread: ten thousand sockets need no more threads than one.
/// </summary>
/// <remarks>
/// <para>On Linux a wait costs the same however many sockets there are, and a timer is some tens of microseconds late. Elsewhere all
/// sockets are asked in turn, which is meant for some hundreds.</para>
/// <para>A channel joins by <see cref="UdpChannelOptions.Loop"/>. Sockets take turns, so one that is flooded holds none of the others
/// up.</para>
/// <para>Thread rule: all members from any thread. Receivers and timers are called one at a time, on the loop's thread, and must not wait
/// or throw.</para>
/// </remarks>
public sealed class SocketLoop : IDisposable
{
    /// <summary>The most datagrams that are received between two looks at the clock.</summary>
    private const int MostAtOnce = 64;

    private readonly Lock _gate = new();
    private readonly Stack<int> _free = new();
    private readonly List<TaskCompletionSource> _leaving = [];
    private readonly IReadiness _readiness;
    private readonly LoopClock _clock;
    private readonly Thread _thread;
    private readonly byte[] _buffer = GC.AllocateUninitializedArray<byte>(UdpEndpoint.ReceiveBufferLength, pinned: true);
    private LoopedReceiveMode?[] _modes = new LoopedReceiveMode?[16]; // replaced as it grows, so that the loop needs no lock
    private int _count;
    private volatile bool _stopping;

    /// <summary>Starts the thread.</summary>
    /// <param name="name">The name of the thread.</param>
    /// <exception cref="InvalidOperationException">The process may open no further files.</exception>
    public SocketLoop(string name = "sockets")
        : this(OperatingSystem.IsLinux() ? new EpollReadiness() : new SelectReadiness(), name) { }

    internal SocketLoop(IReadiness readiness, string name)
    {
        _readiness = readiness;
        _clock = new LoopClock(Wake);
        _thread = new Thread(Run) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>The system's clock, whose timers fire on the loop's thread, and never early.</summary>
    public TimeProvider Clock => _clock;

    /// <summary>Ends the thread: nothing is received and no timer fires any more. Channels stay open and are their owners' to dispose.
    /// Idempotent.</summary>
    public void Dispose()
    {
        _stopping = true;
        _readiness.Wake();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    internal void Add(LoopedReceiveMode mode)
    {
        lock (_gate)
        {
            mode.Number = _free.TryPop(out int number) ? number : _count++;
            if (mode.Number >= _modes.Length)
            {
                var larger = new LoopedReceiveMode?[_modes.Length * 2];
                _modes.CopyTo(larger, 0);
                Volatile.Write(ref _modes, larger);
            }

            Volatile.Write(ref _modes[mode.Number], mode);
            _readiness.Add(mode.Endpoint, mode.Number);
        }
    }

    /// <summary>Takes a channel out; completes when its receiver is at rest.</summary>
    internal ValueTask RemoveAsync(LoopedReceiveMode mode)
    {
        TaskCompletionSource left;
        lock (_gate)
        {
            if (_modes[mode.Number] == mode)
            {
                _modes[mode.Number] = null;
                _free.Push(mode.Number);
                _readiness.Remove(mode.Endpoint);
            }

            if (_stopping || Thread.CurrentThread == _thread)
            {
                return ValueTask.CompletedTask;
            }

            left = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _leaving.Add(left);
        }

        _readiness.Wake();
        return new ValueTask(left.Task);
    }

    private void Wake()
    {
        if (Thread.CurrentThread != _thread)
        {
            _readiness.Wake();
        }
    }

    private void Run()
    {
        Span<int> ready = stackalloc int[MostAtOnce];
        while (!_stopping)
        {
            int count = _readiness.Wait(ready, _clock.NextDue);
            int each = MostAtOnce / Math.Max(1, count);
            for (int i = 0; i < count; i++)
            {
                Volatile.Read(ref _modes)[ready[i]]?.Deliver(_buffer, each);
            }

            _clock.FireDue();
            LetGo();
        }

        lock (_gate)
        {
            _readiness.Dispose(); // from here on who leaves need not wait
        }

        LetGo();
    }

    private void LetGo()
    {
        if (_leaving.Count == 0)
        {
            return;
        }

        lock (_gate)
        {
            _leaving.ForEach(static left => left.SetResult());
            _leaving.Clear();
        }
    }
}

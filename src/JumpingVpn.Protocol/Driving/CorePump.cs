using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol.Driving;

/// <summary>
/// Ties a core to its channel, one timer and one lock, which is never held across an await. After each input it moves everything
/// out that the core has to give, then arms the timer. Nothing is allocated a datagram.
/// </summary>
/// <remarks>
/// A datagram is judged by the time at which it reached this machine, where its carrier tells it. After a pause of the whole process (a
/// stopped program, a frozen virtual machine) the timer and the datagrams that waited compete: then nothing else advances the core's time
/// until it was given what arrived before.
/// </remarks>
internal sealed class CorePump : IAsyncDisposable
{
    private static readonly TimeSpan CoarsestEarlyTimer = TimeSpan.FromMilliseconds(1);

    // A timer that is later than this was not merely slow; the look at the carrier that it costs does not matter then.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly ISessionCore _core;
    private readonly TimeProvider _time;
    private readonly ISessionEventSink? _sink;
    private SessionEventKinds _wanted;
    private readonly Action<SendResult, TimeSpan>? _sendFailed;
    private readonly long _origin;
    private readonly ITimer _timer;
    private TimeSpan? _armedFor;
    private TimeSpan _shortestWait;
    private TimeSpan _arrived;
    private bool _draining;
    private bool _disposed;

    public CorePump(
        ISessionCore core,
        IDatagramChannel channel,
        TimeProvider time,
        ISessionEventSink? sink,
        Action<SendResult, TimeSpan>? sendFailed
    )
    {
        _core = core;
        _time = time;
        _sink = sink;
        _wanted = sink?.Kinds ?? SessionEventKinds.None;
        core.EventsWanted = _wanted;
        _sendFailed = sendFailed;
        _origin = time.GetTimestamp();
        _timer = time.CreateTimer(static pump => ((CorePump)pump!).OnTimer(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Channel = channel;
    }

    /// <summary>Held around every call of the core.</summary>
    public Lock Gate { get; } = new();

    /// <summary>Where datagrams go to, and the only place they are taken from.</summary>
    public IDatagramChannel Channel { get; private set; }

    /// <summary>Protocol time: what has passed since the pump was made.</summary>
    public TimeSpan Now =>
        _time.TimestampFrequency == TimeSpan.TicksPerSecond
            ? new TimeSpan(_time.GetTimestamp() - _origin) // without the detour over floating point
            : _time.GetElapsedTime(_origin);

    /// <summary>The time at which a command or a timer comes to the core: now, but after a pause no later than what is still to be given
    /// to it. The caller holds the gate.</summary>
    public TimeSpan InputTime
    {
        get
        {
            TimeSpan now = Now;
            return now - _armedFor > Pause && _arrived < _armedFor && Channel.HasBacklog ? _arrived : now;
        }
    }

    public long SendFailures { get; private set; }

    /// <summary>Begins to take datagrams from the first channel.</summary>
    public void Listen() => Channel.Start(new Receiver(this, Channel));

    /// <summary>Listens to another channel instead and gives the former one back. The caller holds the gate.</summary>
    public IDatagramChannel Switch(IDatagramChannel channel)
    {
        channel.Start(new Receiver(this, channel));
        IDatagramChannel former = Channel;
        Channel = channel;
        return former;
    }

    /// <summary>Asks the sink again which kinds of events it wants. The caller holds the gate.</summary>
    public void RefreshKinds()
    {
        _wanted = _sink?.Kinds ?? SessionEventKinds.None;
        _core.EventsWanted = _wanted;
    }

    /// <summary>Throws where the driver is gone. The caller holds the gate.</summary>
    public void ThrowIfDisposed() => ObjectDisposedException.ThrowIf(_disposed, this);

    /// <summary>Hands one event of the driver's own to the sink. The caller holds the gate.</summary>
    public void Announce<T>(in T e)
        where T : struct, ISessionEvent
    {
        if (_wanted.Contains(e.Kind))
        {
            _sink!.OnEvent(e, Now);
        }
    }

    /// <summary>Moves out all events and datagrams. The caller holds the gate; a call from inside a sink leaves it to the outer
    /// one.</summary>
    public void Drain()
    {
        if (_draining)
        {
            return;
        }

        _draining = true;
        try
        {
            while (TryMoveOne()) { }
        }
        finally
        {
            _draining = false;
        }

        Arm();
    }

    public async ValueTask DisposeAsync()
    {
        lock (Gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        await _timer.DisposeAsync();
        await Channel.DisposeAsync();
        _core.Dispose();
    }

    private bool TryMoveOne()
    {
        if (_core.TryPollEvent(out ISessionEvent? e, out TimeSpan at))
        {
            _sink?.OnEvent(e, at);
            return true;
        }

        if (!_core.TryTakeTransmit(out ReadOnlySpan<byte> datagram, out TransportAddress to))
        {
            return false;
        }

        SendResult result = Channel.Send(datagram, to); // it calls nobody back, so the core's memory stays as it is
        if (result == SendResult.TooLarge)
        {
            _core.HandleTooLarge(datagram, Now);
        }

        if (result != SendResult.Sent)
        {
            SendFailures++; // lost, as it might have been on its way: the protocol sends again what matters
            _sendFailed?.Invoke(result, Now);
        }

        return true;
    }

    /// <summary>A timer that is armed for an earlier deadline is left alone: it fires for nothing and is armed again, which is
    /// cheaper than moving it with each datagram.</summary>
    private void Arm()
    {
        TimeSpan? next = _core.NextTimeout;
        if (_disposed || (next is not null && _armedFor <= next) || next == _armedFor)
        {
            return;
        }

        _armedFor = next;
        TimeSpan wait = next is { } deadline ? deadline - Now : Timeout.InfiniteTimeSpan;
        if (next is not null && wait < _shortestWait)
        {
            wait = _shortestWait;
        }

        _timer.Change(wait, Timeout.InfiniteTimeSpan);
    }

    private void OnTimer()
    {
        lock (Gate)
        {
            if (_disposed)
            {
                return;
            }

            TimeSpan now = InputTime;

            // A clock whose timers are coarser than its time fires early, and one that waits for datagrams goes on doing so; waiting for
            // less than the
            // clock's grain would spin.
            _shortestWait = now < _armedFor ? CoarsestEarlyTimer : TimeSpan.Zero;
            _armedFor = null;
            _core.HandleTimeout(now);
            Drain();
            _shortestWait = TimeSpan.Zero;
        }
    }

    private void OnDatagram(IDatagramChannel channel, ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited)
    {
        lock (Gate)
        {
            if (!_disposed && ReferenceEquals(channel, Channel))
            {
                TimeSpan arrived = Now - waited;
                _arrived = arrived > _arrived ? arrived : _arrived;
                _core.HandleDatagram(datagram, source, _arrived);
                Drain();
            }
        }
    }

    /// <summary>Knows its channel, so that a datagram which a former channel still delivers is not taken for the present one's.</summary>
    private sealed class Receiver(CorePump pump, IDatagramChannel channel) : IDatagramReceiver
    {
        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source) =>
            pump.OnDatagram(channel, datagram, source, TimeSpan.Zero);

        public void OnDatagram(ReadOnlySpan<byte> datagram, in TransportAddress source, TimeSpan waited) =>
            pump.OnDatagram(channel, datagram, source, waited);
    }
}

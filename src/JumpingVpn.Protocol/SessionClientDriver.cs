using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Driving;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol;

/// <summary>
/// Runs a <see cref="SessionClient"/> on a channel and the timers of a <see cref="TimeProvider"/>; the same object on real sockets and
/// on a simulated network. Roaming is to give it another channel.
/// </summary>
/// <remarks>
/// <para>Ownership: the driver owns the core and its present channel and disposes both. <see cref="AttachChannel"/> gives the
/// former channel back, and its disposal with it.</para>
/// <para>Thread rule: any thread may call; one lock serialises callers, channel and timer, events included.</para>
/// </remarks>
public sealed class SessionClientDriver : IAsyncDisposable
{
    private readonly CorePump _pump;
    private readonly Action? _unreachable;

    /// <summary>Starts to listen; nothing is sent before <see cref="Connect"/>.</summary>
    /// <param name="core">The protocol; nobody else drives it from now on.</param>
    /// <param name="channel">A channel that was not started.</param>
    /// <param name="time">Protocol time is what passes on it from now on.</param>
    /// <param name="sink">Where the events go, if anywhere.</param>
    /// <exception cref="InvalidOperationException">The channel was started before.</exception>
    public SessionClientDriver(SessionClient core, IDatagramChannel channel, TimeProvider time, ISessionEventSink? sink = null)
        : this(core, channel, time, sink, unreachable: null) { }

    /// <summary>As above, for a driver that knows other networks.</summary>
    /// <param name="core">As above.</param>
    /// <param name="channel">As above.</param>
    /// <param name="time">As above.</param>
    /// <param name="sink">As above.</param>
    /// <param name="unreachable">Called under the lock when this machine itself could not send on the present channel.</param>
    internal SessionClientDriver(
        SessionClient core,
        IDatagramChannel channel,
        TimeProvider time,
        ISessionEventSink? sink,
        Action? unreachable
    )
    {
        ArgumentNullException.ThrowIfNull(core);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(time);
        Core = core;
        _unreachable = unreachable;
        _pump = new CorePump(core, channel, time, sink, OnSendFailed);
        _pump.Listen();
    }

    /// <summary>The protocol, for inspection only. Where other threads drive it, read it through <see cref="Inspect"/>.</summary>
    public SessionClient Core { get; }

    /// <summary>The address of the present channel.</summary>
    public TransportAddress LocalAddress => _pump.Channel.LocalAddress;

    /// <summary>Protocol time: what has passed since the driver was made.</summary>
    public TimeSpan Now => _pump.Now;

    /// <summary>Datagrams that the channel did not take.</summary>
    public long SendFailures => _pump.SendFailures;

    /// <summary>What serialises everything, for a caller that has to do two things as one.</summary>
    internal Lock Gate => _pump.Gate;

    /// <inheritdoc cref="SessionClient.KeepsAlive"/>
    public bool KeepsAlive
    {
        get
        {
            lock (_pump.Gate)
            {
                return Core.KeepsAlive;
            }
        }
        set
        {
            lock (_pump.Gate)
            {
                _pump.ThrowIfDisposed();
                Core.KeepsAlive = value;
                _pump.Drain();
            }
        }
    }

    /// <inheritdoc cref="SessionClient.Connect"/>
    public void Connect()
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            Core.Connect(_pump.InputTime);
            _pump.Drain();
        }
    }

    /// <summary>Takes one message to be delivered; it waits while there is no session or no transport.</summary>
    /// <param name="payload">UTF-8 text; it is copied.</param>
    /// <param name="sequence">The message's number, which its acknowledgement's event carries; 0 if it was not taken.</param>
    /// <param name="semantics">How much is promised.</param>
    /// <returns>False if the queue is full or the session is terminated.</returns>
    /// <exception cref="ArgumentException">The payload is not UTF-8, or its datagram would be too long.</exception>
    public bool TrySend(ReadOnlySpan<byte> payload, out long sequence, DeliverySemantics semantics = DeliverySemantics.ExactlyOnce)
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            bool taken = Core.TrySend(payload, _pump.InputTime, out sequence, semantics);
            _pump.Drain();
            return taken;
        }
    }

    /// <summary>Says that the channel is dead: nothing is sent until <see cref="AttachChannel"/> or <see cref="Reattach"/>. A channel
    /// that answers <see cref="SendResult.Closed"/> says so itself.</summary>
    public void TransportLost()
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            Core.TransportLost(_pump.InputTime);
            _pump.Drain();
        }
    }

    /// <summary>Says that addresses or routes of this machine have changed: the present path is asked at once whether it still works. It
    /// costs one keepalive at most, and no switch.</summary>
    public void NetworkChanged()
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            Core.ProbePath(_pump.InputTime);
            _pump.Drain();
        }
    }

    /// <summary>Proves the session again from the present channel; false if there is no session to prove, or no switch is
    /// allowed now.</summary>
    public bool Reattach()
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            bool begun = Core.Reattach(_pump.InputTime, sameTransport: true);
            _pump.Drain();
            return begun;
        }
    }

    /// <inheritdoc cref="SessionClient.Terminate(TimeSpan, ReasonCode)"/>
    public bool Terminate(ReasonCode reason = ReasonCode.SessionTerminated)
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            bool ended = Core.Terminate(_pump.InputTime, reason);
            _pump.Drain();
            return ended;
        }
    }

    /// <summary>Goes on from another channel: takes it over, announces <see cref="SessionEventKind.NewTransportCreated"/> and
    /// reattaches.</summary>
    /// <param name="channel">A channel that was not started; the driver owns it from now on.</param>
    /// <returns>The former channel, which the caller owns and disposes from now on; what it still delivers is not heard.</returns>
    /// <exception cref="InvalidOperationException">The channel was started before; the driver keeps the former one.</exception>
    public IDatagramChannel AttachChannel(IDatagramChannel channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            IDatagramChannel former = _pump.Switch(channel);
            _pump.Announce(new NewTransportCreated(channel.LocalAddress));
            Core.Reattach(_pump.InputTime);
            _pump.Drain();
            return former;
        }
    }

    /// <summary>Reads the core while nothing else touches it.</summary>
    public T Inspect<T>(Func<SessionClient, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (_pump.Gate)
        {
            return read(Core);
        }
    }

    /// <summary>Stops, and disposes the present channel and the core. The server learns nothing; its session expires.</summary>
    public ValueTask DisposeAsync()
    {
        lock (_pump.Gate)
        {
            Core.ReportLast();
            _pump.Drain();
        }

        return _pump.DisposeAsync();
    }

    private void OnSendFailed(SendResult result, TimeSpan now)
    {
        if (result == SendResult.Closed)
        {
            Core.TransportLost(now);
        }
        else if (result == SendResult.Unreachable)
        {
            _unreachable?.Invoke();
        }
    }
}

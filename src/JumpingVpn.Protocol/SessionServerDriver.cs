using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Driving;
using JumpingVpn.Protocol.Events;
using JumpingVpn.Protocol.Policy;

namespace JumpingVpn.Protocol;

/// <summary>
/// Runs a <see cref="SessionServer"/> on a channel and the timers of a <see cref="TimeProvider"/>; the same object on real sockets
/// and on a simulated network. It owns both channel and core and disposes them.
/// </summary>
/// <remarks>Thread rule: the channel and the timer may call from any threads; one lock serialises them, events included.</remarks>
public sealed class SessionServerDriver : IAsyncDisposable
{
    private const int EndsInOneGo = 128; // so that the carrier's send buffer holds what is sent

    private static readonly TimeSpan DrainStep = TimeSpan.FromMilliseconds(20);

    private readonly CorePump _pump;
    private readonly TimeProvider _time;

    /// <summary>Starts to serve at once.</summary>
    /// <param name="core">The protocol; nobody else drives it from now on.</param>
    /// <param name="channel">A channel that was not started.</param>
    /// <param name="time">Protocol time is what passes on it from now on.</param>
    /// <param name="sink">Where the events go, if anywhere.</param>
    /// <exception cref="InvalidOperationException">The channel was started before.</exception>
    public SessionServerDriver(SessionServer core, IDatagramChannel channel, TimeProvider time, ISessionEventSink? sink = null)
    {
        ArgumentNullException.ThrowIfNull(core);
        ArgumentNullException.ThrowIfNull(channel);
        ArgumentNullException.ThrowIfNull(time);
        Core = core;
        _time = time;
        _pump = new CorePump(core, channel, time, sink, sendFailed: null);
        _pump.Listen();
    }

    /// <summary>The protocol, for inspection only. Where other threads drive it, read it through <see cref="Inspect"/>.</summary>
    public SessionServer Core { get; }

    /// <summary>The address served.</summary>
    public TransportAddress LocalAddress => _pump.Channel.LocalAddress;

    /// <summary>Protocol time: what has passed since the driver was made.</summary>
    public TimeSpan Now => _pump.Now;

    /// <summary>Datagrams that the channel did not take.</summary>
    public long SendFailures => _pump.SendFailures;

    /// <summary>Takes one message for a session's client, wherever it is bound then.</summary>
    /// <param name="id">The session.</param>
    /// <param name="payload">UTF-8 text; it is copied.</param>
    /// <param name="sequence">The message's number, which its acknowledgement's event carries; 0 if it was not taken.</param>
    /// <param name="semantics">How much is promised.</param>
    /// <returns>False if there is no live session of that id, or too many messages wait for it.</returns>
    /// <exception cref="ArgumentException">The payload is not UTF-8, or its datagram would be too long.</exception>
    public bool TrySend(
        SessionId id,
        ReadOnlySpan<byte> payload,
        out long sequence,
        DeliverySemantics semantics = DeliverySemantics.ExactlyOnce
    )
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            bool taken = Core.TrySend(id, payload, _pump.InputTime, out sequence, semantics);
            _pump.Drain();
            return taken;
        }
    }

    /// <inheritdoc cref="SessionServer.Terminate"/>
    public bool Terminate(SessionId id, ReasonCode reason = ReasonCode.SessionTerminated)
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            bool ended = Core.Terminate(id, _pump.InputTime, reason);
            _pump.Drain();
            return ended;
        }
    }

    /// <summary>Makes no session any more, and tells whoever asks; those that there are go on. <see cref="StopAsync"/> ends them.</summary>
    public void BeginDrain()
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            Core.BeginStop();
        }
    }

    /// <inheritdoc cref="SessionServer.ChangeLimits"/>
    public IReadOnlyList<PolicyChange> ChangeLimits(ServerOptions wanted)
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            IReadOnlyList<PolicyChange> changes = Core.ChangeLimits(wanted);
            _pump.Drain(); // arms the timer for what is due now
            return changes;
        }
    }

    /// <inheritdoc cref="SessionServer.ReplaceKeys"/>
    public void ReplaceKeys(ReadOnlyMemory<byte> preSharedKey, IReadOnlyList<ClientKey> keys)
    {
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            Core.ReplaceKeys(preSharedKey, keys);
        }
    }

    /// <summary>Asks the sink again which kinds of events it wants.</summary>
    public void RefreshKinds()
    {
        lock (_pump.Gate)
        {
            _pump.RefreshKinds();
        }
    }

    /// <summary>
    /// Stops in order. From now on there are no new sessions; messages that are on their way to clients get a bounded time to be
    /// acknowledged; then every session ends, its client is told so (<see cref="ReasonCode.ServerStopping"/>), and
    /// <see cref="SessionEventKind.ServerStop"/> has the totals. What remains is to dispose the driver.
    /// </summary>
    /// <param name="patience">How long messages are waited for, and how long at most it takes to tell the clients.</param>
    public async Task StopAsync(TimeSpan patience)
    {
        TimeSpan until = Now + patience;
        lock (_pump.Gate)
        {
            _pump.ThrowIfDisposed();
            Core.BeginStop();
        }

        while (Now < until && Inspect(static core => core.HasDownlinkUnderWay))
        {
            await Task.Delay(DrainStep, _time);
        }

        int told = 0;
        until = Now + patience;
        while (EndSome(ref told) && Now < until)
        {
            await Task.Yield();
        }

        lock (_pump.Gate)
        {
            Core.ReportLast();
            _pump.Drain();
            ServerCounters totals = Core.Counters;
            _pump.Announce(new ServerStop(LocalAddress, Now, totals.SessionsCreated, told, totals.DataDelivered, totals.Switches));
        }
    }

    /// <summary>Reads the core while nothing else touches it.</summary>
    public T Inspect<T>(Func<SessionServer, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        lock (_pump.Gate)
        {
            return read(Core);
        }
    }

    /// <summary>Stops serving, and disposes the channel and the core. Sessions end without a word, as after a crash.</summary>
    public ValueTask DisposeAsync() => _pump.DisposeAsync();

    private bool EndSome(ref int told)
    {
        lock (_pump.Gate)
        {
            for (int i = 0; i < EndsInOneGo; i++)
            {
                if (!Core.TryEndOldest(_pump.InputTime))
                {
                    _pump.Drain();
                    return false;
                }

                told++;
            }

            _pump.Drain();
            return true;
        }
    }
}

using JumpingVpn.Datagrams;
using JumpingVpn.Protocol.Api;
using JumpingVpn.Protocol.Driving;
using JumpingVpn.Protocol.Events;

namespace JumpingVpn.Protocol;

/// <summary>
/// A session to write a program with: connect, send, receive, and go on from another channel, which it is given or opens itself on one of
/// several networks. It runs alike on real sockets and on a simulated network, whose time and randomness it takes.
/// </summary>
/// <remarks>
/// <para>What is sent is delivered exactly once and what is received was sent exactly once, across any number of channels; nothing is lost
/// while there is none. A task ends with <see cref="SessionEndedException"/> when the session does, and with
/// <see cref="ObjectDisposedException"/> when the client is disposed.</para>
/// <para>Ownership: it owns its present channel, and disposes it when it goes to another one, and when it is disposed itself.</para>
/// <para>Thread rule: any thread may call anything at any time. Awaiting code resumes where its own context says, never inside of
/// the client.</para>
/// </remarks>
public sealed class JumpingVpnClient : IAsyncDisposable
{
    /// <summary>How many received messages wait for <see cref="ReceiveAsync"/>; until there is room again the server keeps the
    /// next ones.</summary>
    public const int ReceiveCapacity = 1_024;

    private static readonly SessionEventKinds Heard = SessionEventKinds.Of(
        SessionEventKind.StateChange,
        SessionEventKind.DataRoundtrip,
        SessionEventKind.DataFailed,
        SessionEventKind.DownlinkAccepted,
        SessionEventKind.SessionTerminated
    );

    private readonly SessionClientDriver _driver;
    private readonly RoamingClientDriver? _roaming;
    private readonly Waiters<bool> _bound = new();
    private readonly Waiters<bool> _room = new();
    private readonly Waiters<ReadOnlyMemory<byte>> _receivers = new();
    private readonly Queue<ReadOnlyMemory<byte>> _received = new();
    private readonly SortedDictionary<long, TaskCompletionSource<bool>> _unacknowledged = [];
    private Exception? _end;
    private (long Sequence, ReasonCode Reason) _latestFailure;
    private bool _connecting;

    /// <summary>Makes a client that listens on a channel; nothing is sent before <see cref="ConnectAsync"/>.</summary>
    /// <param name="channel">A channel that was not started; the client owns it from now on.</param>
    /// <param name="server">The server's address, as it is reached from the channel.</param>
    /// <param name="time">Clock and timers: <c>TimeProvider.System</c>, or that of a simulated network.</param>
    /// <param name="entropy">Where keys, nonces and jitter come from; unpredictable ones on real networks.</param>
    /// <param name="options">The client's bounds; the defaults where null.</param>
    /// <param name="events">Where the audit stream goes, if anywhere.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    /// <exception cref="InvalidOperationException">The channel was started before.</exception>
    public JumpingVpnClient(
        IDatagramChannel channel,
        in TransportAddress server,
        TimeProvider time,
        IEntropySource entropy,
        ClientOptions? options = null,
        ISessionEventSink? events = null
    )
    {
        _driver = new SessionClientDriver(
            new SessionClient(options ?? new ClientOptions(), server, entropy),
            channel,
            time,
            new SinkRelay(events, Heard, OnEvent)
        );
    }

    /// <summary>Makes a client that roams over several networks by itself, as <see cref="RoamingClientDriver"/> does; it listens on the
    /// first that can be opened, and nothing is sent before <see cref="ConnectAsync"/>.</summary>
    /// <param name="candidates">The networks, the preferred one first.</param>
    /// <param name="server">The server's address, as it is reached from all of them.</param>
    /// <param name="time">Clock and timers: <c>TimeProvider.System</c>, or that of a simulated network.</param>
    /// <param name="entropy">Where keys, nonces and jitter come from; unpredictable ones on real networks.</param>
    /// <param name="options">The client's bounds; the defaults where null.</param>
    /// <param name="roaming">The bounds of roaming; the defaults where null.</param>
    /// <param name="events">Where the audit stream goes, if anywhere.</param>
    /// <exception cref="ArgumentException">There is no candidate, two have one name, or an option is out of its range.</exception>
    public JumpingVpnClient(
        IReadOnlyList<PathCandidate> candidates,
        in TransportAddress server,
        TimeProvider time,
        IEntropySource entropy,
        ClientOptions? options = null,
        RoamingOptions? roaming = null,
        ISessionEventSink? events = null
    )
    {
        _roaming = new RoamingClientDriver(
            new SessionClient(options ?? new ClientOptions(), server, entropy),
            candidates,
            time,
            roaming,
            new SinkRelay(events, Heard, OnEvent)
        );
        _driver = _roaming.Session;
    }

    /// <summary>The session, once it is established; it never changes.</summary>
    public SessionId? SessionId => _driver.Inspect(static core => core.SessionId);

    /// <summary>Where the session stands.</summary>
    public SessionState State => _driver.Inspect(static core => core.State);

    /// <summary>How well the present path works.</summary>
    public PathHealth Health => _driver.Inspect(static core => core.Health);

    /// <summary>The address of the present channel.</summary>
    public TransportAddress LocalAddress => _driver.LocalAddress;

    /// <summary>The name of the network in use; null for a client that was made with one channel.</summary>
    public string? CurrentNetwork => _roaming?.Current;

    /// <summary>Asks for a session and waits until it is established.</summary>
    /// <exception cref="SessionEndedException">Nobody answered, or the server has no session to give.</exception>
    /// <exception cref="InvalidOperationException">It was called before.</exception>
    public Task ConnectAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource<bool> bound;
        lock (_driver.Gate)
        {
            ThrowIfOver();
            if (_connecting)
            {
                throw new InvalidOperationException("This client has connected before; a new session takes a new client.");
            }

            _connecting = true;
            bound = _bound.Add();
            _driver.Connect();
        }

        return Waiters<bool>.WaitAsync(bound, cancellation);
    }

    /// <summary>
    /// Sends a message and waits until the server's application has it. Where as many messages wait as the options allow, it first waits
    /// for room. To cancel ends the wait; a message that was taken is delivered all the same.
    /// </summary>
    /// <param name="payload">UTF-8 text; it must not change before it is taken, which without a full queue is at once.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="ArgumentException">The payload is not UTF-8, or its datagram would be too long.</exception>
    /// <exception cref="SessionEndedException">The session ended before the message was acknowledged; it may have been
    /// delivered.</exception>
    /// <exception cref="MessageFailedException">The path does not carry a datagram of this length; all else goes on.</exception>
    public Task SendAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellation = default) =>
        SendAsync(payload, DeliverySemantics.ExactlyOnce, cancellation);

    /// <summary>Sends a message, and waits until the server's application has it or, with <see cref="DeliverySemantics.AtMostOnce"/>, its
    /// time is over. If as many messages wait as the options allow, it first waits for room.</summary>
    /// <param name="payload">UTF-8 text; it must not change before it is taken, which without a full queue is at once.</param>
    /// <param name="semantics">How much is promised: a message that is sent once fails with <see cref="ReasonCode.NoAnswer"/> if nothing
    /// acknowledges it in time.</param>
    /// <param name="cancellation">Ends the wait; a message that was taken is delivered all the same.</param>
    /// <exception cref="ArgumentException">The payload is not UTF-8, or its datagram would be too long.</exception>
    /// <exception cref="SessionEndedException">The session ended before the message was acknowledged; it may have been
    /// delivered.</exception>
    /// <exception cref="MessageFailedException">The path does not carry a datagram of this length, or nothing acknowledged in time what is
    /// sent once; all other messages continue.</exception>
    public async Task SendAsync(ReadOnlyMemory<byte> payload, DeliverySemantics semantics, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        while (true)
        {
            TaskCompletionSource<bool> next;
            bool taken;
            lock (_driver.Gate)
            {
                ThrowIfOver();
                taken = _driver.TrySend(payload.Span, out long sequence, semantics);
                ThrowIfOver();
                next = taken ? new(TaskCreationOptions.RunContinuationsAsynchronously) : _room.Add();
                if (taken)
                {
                    _unacknowledged.Add(sequence, next);
                    if (_latestFailure.Sequence == sequence)
                    {
                        Fail(sequence, _latestFailure.Reason); // while it was taken
                    }
                }
            }

            await Waiters<bool>.WaitAsync(next, cancellation);
            if (taken)
            {
                return;
            }
        }
    }

    /// <summary>Takes the next message from the server, and waits for it where there is none. Several callers are served in turn.</summary>
    /// <exception cref="SessionEndedException">The session has ended and all its messages were taken.</exception>
    public Task<ReadOnlyMemory<byte>> ReceiveAsync(CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        TaskCompletionSource<ReadOnlyMemory<byte>> receiver;
        lock (_driver.Gate)
        {
            if (_received.TryDequeue(out ReadOnlyMemory<byte> message))
            {
                _driver.Core.TakesDownlink = true;
                return Task.FromResult(message);
            }

            ThrowIfOver();
            receiver = _receivers.Add();
        }

        return Waiters<ReadOnlyMemory<byte>>.WaitAsync(receiver, cancellation);
    }

    /// <summary>Goes on from another channel, which may be on another network, and waits until the session is bound to it. To cancel ends
    /// the wait, not the attempts.</summary>
    /// <param name="channel">A channel that was not started; the client owns it from now on, and disposes the former one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="SessionEndedException">The server does not know the session any more, or a bound of the options ended
    /// it.</exception>
    /// <exception cref="InvalidOperationException">The channel was started before, the client has not connected, or it roams by
    /// itself.</exception>
    public async Task AttachAsync(IDatagramChannel channel, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        if (_roaming is not null)
        {
            throw new InvalidOperationException(
                "This client opens its channels itself, on the networks it was made with; say by SetAvailable which of them are there."
            );
        }

        TaskCompletionSource<bool> bound;
        IDatagramChannel former;
        lock (_driver.Gate)
        {
            ThrowIfOver();
            if (!_connecting)
            {
                throw new InvalidOperationException("There is no session to attach a channel to: connect first.");
            }

            former = _driver.AttachChannel(channel);
            bound = _bound.Add();
            FailWhereOver();
        }

        await former.DisposeAsync();
        await Waiters<bool>.WaitAsync(bound, cancellation);
    }

    /// <summary>Says that a network has come or gone, as the operating system tells it. Without a word all count as available.</summary>
    /// <exception cref="ArgumentException">There is no network of that name.</exception>
    /// <exception cref="InvalidOperationException">The client was made with one channel.</exception>
    public void SetAvailable(string network, bool available)
    {
        if (_roaming is null)
        {
            throw new InvalidOperationException(
                "This client has the one channel that it was given; make it with candidates to let it roam."
            );
        }

        _roaming.SetAvailable(network, available);
    }

    /// <summary>Says that addresses or routes of this machine have changed, as the operating system tells it: networks that could not be
    /// used are tried at once, and the present path is asked whether it still works. It may be said at any time and costs no switch;
    /// without it the client finds out by what it sends.</summary>
    public void NetworkChanged()
    {
        if (_roaming is not null)
        {
            _roaming.NetworkChanged();
        }
        else
        {
            _driver.NetworkChanged();
        }
    }

    /// <summary>Ends the session on purpose and tells the server so once. What is not acknowledged yet is given up.</summary>
    public void End()
    {
        lock (_driver.Gate)
        {
            if (_end is null)
            {
                _driver.Terminate();
            }
        }
    }

    /// <summary>Ends the session on purpose, where it has not ended, and releases everything.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_driver.Gate)
        {
            bool alive = _end is null;
            if (_end is not ObjectDisposedException)
            {
                _end = new ObjectDisposedException(nameof(JumpingVpnClient));
                FailWhereOver();
            }

            if (alive)
            {
                _driver.Terminate();
            }
        }

        await (_roaming?.DisposeAsync() ?? _driver.DisposeAsync());
    }

    /// <summary>Called under the driver's lock.</summary>
    private void OnEvent(ISessionEvent e)
    {
        switch (e)
        {
            case StateChange { To: SessionState.Recovering } or StateChange { From: SessionState.Birth, To: SessionState.Attached }:
                _bound.CompleteAll(true);
                break;
            case DataRoundtrip acknowledged:
                Acknowledge(acknowledged.Sequence);
                break;
            case DataFailed failed:
                Fail(failed.Sequence, failed.Reason);
                break;
            case DownlinkAccepted message:
                Receive(message.Payload.ToArray());
                break;
            case SessionTerminated end:
                _end ??= new SessionEndedException(end.Cause, end.Code, end.Reason);
                FailWhereOver();
                break;
        }
    }

    private void Acknowledge(long sequence)
    {
        if (_unacknowledged.Remove(sequence, out TaskCompletionSource<bool>? sender))
        {
            sender.TrySetResult(true);
        }

        _room.TryComplete(true);
    }

    private void Fail(long sequence, ReasonCode reason)
    {
        _latestFailure = (sequence, reason);
        if (_unacknowledged.Remove(sequence, out TaskCompletionSource<bool>? sender))
        {
            sender.TrySetException(new MessageFailedException(sequence, reason));
        }

        _room.TryComplete(true);
    }

    private void Receive(ReadOnlyMemory<byte> message)
    {
        if (_receivers.TryComplete(message))
        {
            return;
        }

        _received.Enqueue(message);
        _driver.Core.TakesDownlink = _received.Count < ReceiveCapacity;
    }

    private void FailWhereOver()
    {
        if (_end is not { } reason)
        {
            return;
        }

        _bound.FailAll(reason);
        _room.FailAll(reason);
        _receivers.FailAll(reason);
        foreach (TaskCompletionSource<bool> sender in _unacknowledged.Values)
        {
            sender.TrySetException(reason);
        }

        _unacknowledged.Clear();
    }

    private void ThrowIfOver()
    {
        switch (_end)
        {
            case SessionEndedException ended:
                throw new SessionEndedException(ended.Why, ended.Code, ended.Reason);
            case ObjectDisposedException:
                throw new ObjectDisposedException(nameof(JumpingVpnClient));
        }
    }
}

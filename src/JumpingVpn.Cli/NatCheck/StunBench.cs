using System.Collections.Concurrent;
using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;
using JumpingVpn.Sockets;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>The sockets of a check and its open questions.</summary>
/// <param name="local">The local address of every socket.</param>
/// <param name="timeout">How long an answer is waited for.</param>
/// <param name="clock">The clock of all waiting.</param>
/// <param name="stop">Ends every wait.</param>
internal sealed class StunBench(TransportAddress local, TimeSpan timeout, TimeProvider clock, CancellationToken stop) : IDisposable
{
    private const int Transmissions = 3;

    private readonly ConcurrentDictionary<UInt128, TaskCompletionSource<StunReply>> _open = new();
    private readonly ConcurrentBag<StunSocket> _sockets = [];
    private readonly SocketLoop _loop = new("STUN");

    /// <summary>Is told, on a thread that must not wait, of each destination that refuses: whoever is there says that nobody listens.
    /// Default: nobody.</summary>
    public Action<TransportAddress> Refused { get; set; } = static _ => { };

    /// <summary>Opens a socket on a port that no probe has used.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public StunSocket Open()
    {
        var socket = new StunSocket(local, _loop, OnMessage, to => Refused(to));
        _sockets.Add(socket);
        return socket;
    }

    /// <summary>Asks, up to three times, until a message of this transaction is heard on any socket.</summary>
    /// <returns>Null if none is heard.</returns>
    /// <exception cref="OperationCanceledException">The check is to stop.</exception>
    public async Task<StunReply?> AskAsync(StunSocket from, TransportAddress destination, StunMessage request)
    {
        var heard = new TaskCompletionSource<StunReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _open[request.Transaction] = heard;
        try
        {
            for (int i = 0; i < Transmissions; i++)
            {
                from.Send(request, destination);
                if (await AnsweredAsync(heard.Task))
                {
                    return await heard.Task;
                }
            }

            return null;
        }
        finally
        {
            _open.TryRemove(request.Transaction, out _);
        }
    }

    /// <summary>The external endpoint of a socket towards a server.</summary>
    /// <returns>Null if nobody answers.</returns>
    public async Task<TransportAddress?> SeenAsync(StunSocket from, TransportAddress server) =>
        (await AskAsync(from, server, StunMessage.NewRequest()))?.Message.Mapped;

    /// <summary>The time on the clock of all waiting, to be counted from.</summary>
    public long Timestamp => clock.GetTimestamp();

    /// <summary>Waits until so much time has passed since a timestamp.</summary>
    /// <exception cref="OperationCanceledException">The check is to stop.</exception>
    public async Task WaitAsync(long since, TimeSpan time)
    {
        TimeSpan left = time - clock.GetElapsedTime(since);
        if (left > TimeSpan.Zero)
        {
            await Task.Delay(left, clock, stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (StunSocket socket in _sockets)
        {
            socket.Dispose();
        }

        _loop.Dispose();
    }

    private async Task<bool> AnsweredAsync(Task heard)
    {
        using var answered = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await Task.WhenAny(heard, Task.Delay(timeout / Transmissions, clock, answered.Token));
        stop.ThrowIfCancellationRequested();
        await answered.CancelAsync(); // the timer goes, too
        return heard.IsCompleted;
    }

    private void OnMessage(StunReply reply)
    {
        if (_open.TryGetValue(reply.Message.Transaction, out TaskCompletionSource<StunReply>? asked))
        {
            asked.TrySetResult(reply);
        }
    }
}

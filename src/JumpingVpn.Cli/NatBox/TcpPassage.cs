using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatBox;

/// <summary>Passes TCP connections to one service through, untouched.</summary>
internal sealed class TcpPassage : IAsyncDisposable
{
    private const int MostConnections = 1_000;

    private readonly CancellationTokenSource _end = new();
    private readonly TcpListener _listener;
    private readonly TransportAddress _to;
    private readonly BoxEvents _events;
    private readonly Task _accepting;
    private int _connections;

    private TcpPassage(TcpListener listener, in TransportAddress to, BoxEvents events)
    {
        _listener = listener;
        _to = to;
        _events = events;
        _accepting = AcceptAsync();
    }

    /// <summary>Begins to listen on the same port as for UDP.</summary>
    /// <exception cref="SocketException">It is taken.</exception>
    public static TcpPassage Start(BoxRoute route, BoxEvents events)
    {
        TcpListener listener = new(route.Listen.ToEndPoint());
        listener.Start();
        return new TcpPassage(listener, route.To, events);
    }

    /// <summary>Closes every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        while (!_end.IsCancellationRequested)
        {
            try
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_end.Token);
                open.RemoveAll(static task => task.IsCompleted);
                open.Add(PassAsync(client));
            }
            catch (Exception exception) when (exception is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                if (!_end.IsCancellationRequested)
                {
                    _events.Tell("TcpRefused", ("why", exception.Message));
                    await Task.Delay(100);
                }
            }
        }

        await Task.WhenAll(open);
    }

    private async Task PassAsync(TcpClient client)
    {
        using (client)
        {
            if (Interlocked.Increment(ref _connections) <= MostConnections)
            {
                await PassAsync(client.Client);
            }
            else
            {
                _events.Tell("TcpRefused", ("why", $"there are {MostConnections} connections already"));
            }
        }

        Interlocked.Decrement(ref _connections);
    }

    private async Task PassAsync(Socket near)
    {
        using Socket far = new(_to.ToEndPoint().AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            near.NoDelay = far.NoDelay = true;
            await far.ConnectAsync(_to.ToEndPoint(), _end.Token);
            await Task.WhenAll(CopyAsync(near, far), CopyAsync(far, near));
        }
        catch (Exception exception) when (exception is SocketException or IOException or OperationCanceledException)
        {
            if (!_end.IsCancellationRequested)
            {
                _events.Tell("TcpRefused", ("to", $"{_to}"), ("why", exception.Message));
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to)
    {
        await using NetworkStream source = new(from);
        await using NetworkStream sink = new(to);
        await source.CopyToAsync(sink, _end.Token);
        to.Shutdown(SocketShutdown.Send);
    }
}

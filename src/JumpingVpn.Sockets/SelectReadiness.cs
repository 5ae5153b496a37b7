using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace JumpingVpn.Sockets;

/// <summary>What every platform has: all sockets are asked in turn, so a wait costs in proportion to their number.</summary>
/// <remarks>The system's wait counts whole milliseconds; the last part of one is spent by asking again and again.</remarks>
internal sealed class SelectReadiness : IReadiness
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<Socket, int> _numbers = [];
    private readonly Socket _bell = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly EndPoint _bellAddress;
    private readonly List<Socket> _asked = [];

    public SelectReadiness()
    {
        _bell.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _bellAddress = _bell.LocalEndPoint!;
    }

    public void Add(UdpEndpoint endpoint, int number)
    {
        lock (_gate)
        {
            _numbers[endpoint.Socket] = number;
        }

        Wake();
    }

    public void Remove(UdpEndpoint endpoint)
    {
        lock (_gate)
        {
            _numbers.Remove(endpoint.Socket);
        }
    }

    public void Wake()
    {
        try
        {
            _bell.SendTo([0], _bellAddress);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Nobody waits any more, or is woken by the datagrams that fill the bell's buffer.
        }
    }

    public int Wait(Span<int> ready, long due)
    {
        lock (_gate)
        {
            _asked.Clear();
            _asked.AddRange(_numbers.Keys);
            _asked.Add(_bell);
        }

        TimeSpan left = due == long.MaxValue ? LongestWait : TimeProvider.System.GetElapsedTime(Stopwatch.GetTimestamp(), due);
        try
        {
            Socket.Select(_asked, null, null, TimeSpan.FromTicks(Math.Clamp(left.Ticks, 0, LongestWait.Ticks)));
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            return 0; // one of them was closed meanwhile
        }

        return Numbers(ready);
    }

    public void Dispose() => _bell.Dispose();

    private int Numbers(Span<int> ready)
    {
        int count = 0;
        lock (_gate)
        {
            foreach (Socket socket in _asked)
            {
                if (socket == _bell)
                {
                    _bell.Receive(new byte[1]);
                }
                else if (count < ready.Length && _numbers.TryGetValue(socket, out int number))
                {
                    ready[count++] = number;
                }
            }
        }

        return count;
    }
}

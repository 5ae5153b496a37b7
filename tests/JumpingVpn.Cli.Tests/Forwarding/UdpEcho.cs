using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace JumpingVpn.Cli.Tests.Forwarding;

/// <summary>A UDP service that sends back what it gets.</summary>
internal sealed class UdpEcho : IDisposable
{
    private readonly UdpClient _socket = new(new IPEndPoint(IPAddress.Loopback, 0));
    private readonly ConcurrentDictionary<IPEndPoint, int> _peers = new();

    public UdpEcho() => _ = ServeAsync();

    public IPEndPoint EndPoint => (IPEndPoint)_socket.Client.LocalEndPoint!;

    /// <summary>Who has asked.</summary>
    public ICollection<IPEndPoint> Peers => _peers.Keys;

    public void Dispose() => _socket.Dispose();

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                UdpReceiveResult question = await _socket.ReceiveAsync();
                _peers[question.RemoteEndPoint] = 1;
                await _socket.SendAsync(question.Buffer, question.RemoteEndPoint);
            }
        }
        catch (Exception end) when (end is ObjectDisposedException or SocketException or OperationCanceledException)
        {
            // it is over
        }
    }
}

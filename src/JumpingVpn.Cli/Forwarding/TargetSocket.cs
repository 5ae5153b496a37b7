using System.Net;
using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.Forwarding;

/// <summary>
/// The socket of one flow to the target. It is connected, so the system passes on what the target itself sends and nothing else. It never
/// waits: what the system does not take is lost, as on any UDP socket.
/// </summary>
internal sealed class TargetSocket : IDisposable
{
    // One comes for each datagram that was refused; so many in a row without an answer between are a socket that is broken.
    private const int TolerableFailures = 1_000;

    private readonly Socket _socket;

    private TargetSocket(Socket socket) => _socket = socket;

    /// <summary>Opens one; null if this machine has no socket left, or knows no way to the target.</summary>
    public static TargetSocket? TryOpen(in TransportAddress target)
    {
        IPEndPoint end = target.ToEndPoint();
        Socket? socket = null;
        try
        {
            socket = new Socket(end.AddressFamily, SocketType.Dgram, ProtocolType.Udp) { Blocking = false };
            socket.Connect(end);
            return new TargetSocket(socket);
        }
        catch (SocketException)
        {
            socket?.Dispose();
            return null;
        }
    }

    /// <summary>Sends a datagram; false if the system does not take it.</summary>
    public bool TrySend(ReadOnlySpan<byte> datagram)
    {
        try
        {
            _socket.Send(datagram, SocketFlags.None, out SocketError error);
            if (error == SocketError.ConnectionRefused)
            {
                _socket.Send(datagram, SocketFlags.None, out error); // that was the answer to an earlier one
            }

            return error == SocketError.Success;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <summary>Hands over what the target sends, until disposal.</summary>
    /// <param name="longest">The longest datagram that is wanted; of a longer one that much and one byte more are handed over.</param>
    /// <param name="received">Takes a datagram, valid during the call.</param>
    /// <param name="refused">Called when this machine or the target's says that there is nobody; the flow goes on.</param>
    public async Task ReceiveAsync(int longest, Action<ReadOnlyMemory<byte>> received, Action refused)
    {
        byte[] buffer = new byte[longest + 1];
        int failures = 0;
        while (failures < TolerableFailures)
        {
            try
            {
                int length = await _socket.ReceiveAsync(buffer);
                failures = 0;
                received(buffer.AsMemory(0, length));
            }
            catch (SocketException tooLong) when (tooLong.SocketErrorCode == SocketError.MessageSize)
            {
                received(buffer);
            }
            catch (SocketException gone)
                when (gone.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket)
            {
                return;
            }
            catch (SocketException)
            {
                failures++;
                refused();
            }
            catch (Exception end) when (end is ObjectDisposedException or OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}

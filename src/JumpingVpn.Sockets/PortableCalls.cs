using System.Net;
using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets;

/// <summary>
/// The calls of the BCL, which exist everywhere. They say neither which of its addresses a datagram came to nor when, and let nobody
/// choose where an answer leaves from: bound to all addresses, a socket answers from the one that the system prefers.
/// </summary>
internal sealed class PortableCalls(Socket socket) : ISocketCalls
{
    private readonly SocketAddress _destination = new(socket.AddressFamily);
    private readonly SocketAddress _source = new(socket.AddressFamily);
    private readonly Lock _sending = new();

    public SendResult? TrySend(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        lock (_sending)
        {
            if (!SocketAddressCodec.TryWrite(destination, _destination.Buffer.Span, socket.AddressFamily))
            {
                return SendResult.Unreachable;
            }

            try
            {
                socket.SendTo(datagram, SocketFlags.None, _destination);
                return SendResult.Sent;
            }
            catch (SocketException exception)
            {
                return Classify(exception.SocketErrorCode);
            }
            catch (ObjectDisposedException)
            {
                return SendResult.Closed;
            }
        }
    }

    public ReceiveOutcome Receive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited)
    {
        length = 0;
        source = default;
        waited = default;
        try
        {
            length = socket.ReceiveFrom(buffer, SocketFlags.None, _source);
            source = SocketAddressCodec.Read(_source.Buffer.Span, socket.AddressFamily);
            return ReceiveOutcome.Datagram;
        }
        catch (SocketException)
        {
            return ReceiveOutcome.Disturbed;
        }
        catch (ObjectDisposedException)
        {
            return ReceiveOutcome.Closed;
        }
    }

    public ReceiveOutcome TryReceive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited)
    {
        length = 0;
        source = default;
        waited = default;
        try
        {
            return socket.Poll(TimeSpan.Zero, SelectMode.SelectRead)
                ? Receive(buffer, out length, out source, out waited)
                : ReceiveOutcome.Nothing;
        }
        catch (SocketException)
        {
            return ReceiveOutcome.Disturbed;
        }
        catch (ObjectDisposedException)
        {
            return ReceiveOutcome.Closed;
        }
    }

    public bool TryTakeError(out TransportAddress destination)
    {
        destination = default;
        return false;
    }

    private static SendResult? Classify(SocketError error) =>
        error switch
        {
            SocketError.ConnectionRefused or SocketError.ConnectionReset or SocketError.NetworkReset => null,
            SocketError.WouldBlock or SocketError.TimedOut or SocketError.NoBufferSpaceAvailable => SendResult.QueueFull,
            SocketError.MessageSize => SendResult.TooLarge,
            _ => SendResult.Unreachable,
        };
}

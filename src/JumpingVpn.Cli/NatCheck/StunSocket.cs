using System.Net;
using System.Net.Sockets;
using JumpingVpn.Cli.Stun;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Cli.NatCheck;

/// <summary>A socket inside, on its own port.</summary>
internal sealed class StunSocket : IDisposable
{
    private readonly Socket _socket;

    /// <summary>Binds it to any free port.</summary>
    /// <param name="local">The address; its port is ignored.</param>
    /// <param name="heard">Is told of each Binding message, from any thread.</param>
    /// <exception cref="SocketException">The address cannot be bound.</exception>
    public StunSocket(in TransportAddress local, Action<StunReply> heard)
    {
        IPEndPoint address = local.WithPort(0).ToEndPoint();
        _socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        try
        {
            _socket.Bind(address);
        }
        catch (SocketException)
        {
            _socket.Dispose();
            throw;
        }

        Address = TransportAddress.FromEndPoint((IPEndPoint)_socket.LocalEndPoint!);
        _ = ReceiveAsync(heard);
    }

    /// <summary>Where it is bound.</summary>
    public TransportAddress Address { get; }

    /// <summary>Sends a message; what the system refuses is lost, as on the way.</summary>
    public void Send(StunMessage message, in TransportAddress destination)
    {
        Span<byte> buffer = stackalloc byte[StunWriter.MaxBytes];
        int length = StunWriter.Write(message, buffer);
        try
        {
            _socket.SendTo(buffer[..length], destination.ToEndPoint());
        }
        catch (SocketException)
        {
            // A route that is missing, or a port unreachable that an earlier datagram had for an answer: silence says the same.
        }
        catch (ObjectDisposedException)
        {
            // The check was interrupted while it sent.
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync(Action<StunReply> heard)
    {
        byte[] buffer = new byte[StunWriter.MaxBytes];
        EndPoint any = new IPEndPoint(Address.IsIPv4 ? IPAddress.Any : IPAddress.IPv6Any, 0);
        while (true)
        {
            try
            {
                SocketReceiveFromResult received = await _socket.ReceiveFromAsync(buffer, any);
                if (StunReader.Read(buffer.AsSpan(0, received.ReceivedBytes)) is { } message)
                {
                    heard(new StunReply(message, TransportAddress.FromEndPoint((IPEndPoint)received.RemoteEndPoint), this));
                }
            }
            catch (SocketException exception) when (exception.SocketErrorCode != SocketError.OperationAborted)
            {
                // A port unreachable, or a datagram longer than any of ours: the next one counts.
            }
            catch (Exception exception) when (exception is ObjectDisposedException or SocketException)
            {
                return;
            }
        }
    }
}

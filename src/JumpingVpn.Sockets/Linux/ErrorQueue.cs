using System.Net.Sockets;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Linux;

/// <summary>What the network answered to the datagrams of a socket, each with where that datagram went (man 7 ip, IP_RECVERR). Without
/// asking for it, a socket that is not connected hears nothing of the kind.</summary>
internal static unsafe class ErrorQueue
{
    private const int IPv4Level = 0;
    private const int IPv4Errors = 11; // IP_RECVERR
    private const int IPv6Level = 41;
    private const int IPv6Errors = 25; // IPV6_RECVERR
    private const int FromErrorQueue = 0x2000; // MSG_ERRQUEUE
    private const int DoNotWait = 0x40;
    private const short Readable = 1;
    private const short Failed = 8; // POLLERR: of a socket without a pending error, its error queue is not empty

    /// <summary>Asks the kernel to keep such answers from now on.</summary>
    /// <param name="socket">A socket that has sent nothing.</param>
    public static void Ask(Socket socket)
    {
        byte[] yes = BitConverter.GetBytes(1);
        if (socket.AddressFamily == AddressFamily.InterNetworkV6)
        {
            socket.SetRawSocketOption(IPv6Level, IPv6Errors, yes);
        }

        if (socket.AddressFamily == AddressFamily.InterNetwork || socket.DualMode)
        {
            socket.SetRawSocketOption(IPv4Level, IPv4Errors, yes);
        }
    }

    /// <summary>Takes the oldest one.</summary>
    /// <param name="handle">The socket.</param>
    /// <param name="family">Its family.</param>
    /// <param name="destination">Where the datagram went that a port refused; default where the answer says something else.</param>
    /// <returns>False where there is none.</returns>
    public static bool TryTake(SafeSocketHandle handle, AddressFamily family, out TransportAddress destination)
    {
        destination = default;
        byte* name = stackalloc byte[SocketAddressCodec.LongestAddress];
        byte* control = stackalloc byte[ControlMessages.ErrorCapacity];
        byte unused;
        IOVector vector = new() { Start = &unused, Length = 1 }; // the datagram itself, cut to this
        MessageHeader header = new()
        {
            Name = name,
            NameLength = SocketAddressCodec.LongestAddress,
            Vectors = &vector,
            VectorCount = 1,
            Control = control,
            ControlLength = ControlMessages.ErrorCapacity,
        };
        try
        {
            if (LibC.Receive(handle, &header, FromErrorQueue | DoNotWait) < 0)
            {
                return false;
            }
        }
        catch (ObjectDisposedException)
        {
            return false;
        }

        if (ControlMessages.IsRefusal(new ReadOnlySpan<byte>(control, (int)header.ControlLength)) && header.NameLength > 0)
        {
            destination = SocketAddressCodec.Read(new ReadOnlySpan<byte>(name, SocketAddressCodec.LongestAddress), family);
        }

        return true;
    }

    /// <summary>Waits until there is a datagram or an error, or the socket is closed.</summary>
    /// <returns>False where it is not a datagram.</returns>
    public static bool WaitForDatagram(SafeSocketHandle handle)
    {
        bool held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            PolledFile file = new() { Descriptor = (int)handle.DangerousGetHandle(), Wanted = Readable };
            return LibC.Poll(ref file, 1, milliseconds: -1) > 0 && (file.Found & Failed) == 0;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }
}

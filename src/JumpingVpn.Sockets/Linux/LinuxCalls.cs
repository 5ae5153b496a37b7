using System.Net.Sockets;
using System.Runtime.InteropServices;
using JumpingVpn.Datagrams;

namespace JumpingVpn.Sockets.Linux;

/// <summary>
/// The calls of Linux with control messages: a socket that is bound to all addresses answers from the one that was asked (RFC 1122
/// section 4.1.3.5), and each datagram says how long ago the kernel received it.
/// </summary>
internal sealed unsafe class LinuxCalls : ISocketCalls
{
    // asm-generic/errno.h; the same on all processors that .NET runs on.
    private const int Interrupted = 4;
    private const int BadFile = 9;
    private const int TryAgain = 11;
    private const int NoMemory = 12;
    private const int MessageTooLong = 90;
    private const int NoBuffers = 105;
    private const int Refused = 111;

    private const int DoNotWait = 0x40; // MSG_DONTWAIT

    // A call uses up an error that the network, or who forges it, answered to an earlier datagram. What this machine itself says of a
    // datagram it says each time, and nobody hits the moment between two calls so often.
    private const int MostErrorsOfOthers = 8;

    private readonly SafeSocketHandle _handle;
    private readonly AddressFamily _family;
    private readonly LocalEnds? _ends;
    private readonly bool _hearsErrors;

    private LinuxCalls(Socket socket, bool ofAllAddresses, bool hearsErrors)
    {
        _hearsErrors = hearsErrors;
        _handle = socket.SafeHandle;
        _family = socket.AddressFamily;
        _ends = ofAllAddresses ? new LocalEnds() : null;
    }

    /// <summary>Asks the kernel for the control messages. Before the bind, so that no datagram comes without them.</summary>
    /// <param name="socket">An unbound socket.</param>
    /// <param name="ofAllAddresses">Whether it will be bound to all addresses of the machine, and so has to know which of them was
    /// asked.</param>
    /// <param name="hearsErrors">Whether it asks for what the network answers to its datagrams.</param>
    public static LinuxCalls For(Socket socket, bool ofAllAddresses, bool hearsErrors = false)
    {
        TryStamp(socket);
        if (hearsErrors)
        {
            ErrorQueue.Ask(socket);
        }

        if (ofAllAddresses)
        {
            if (socket.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.SetSocketOption(SocketOptionLevel.IPv6, SocketOptionName.PacketInformation, true);
            }

            if (socket.AddressFamily == AddressFamily.InterNetwork || socket.DualMode)
            {
                socket.SetSocketOption(SocketOptionLevel.IP, SocketOptionName.PacketInformation, true);
            }
        }

        return new LinuxCalls(socket, ofAllAddresses, hearsErrors);
    }

    public SendResult? TrySend(ReadOnlySpan<byte> datagram, in TransportAddress destination)
    {
        Span<byte> native = stackalloc byte[SocketAddressCodec.LongestAddress];
        native.Clear();
        MemoryMarshal.Write(native, SocketAddressCodec.LinuxFamily(_family));
        if (!SocketAddressCodec.TryWrite(destination, native, _family))
        {
            return SendResult.Unreachable;
        }

        bool choosesLocal = destination.LocalEnd != 0 & _ends is not null;
        Span<byte> control = stackalloc byte[choosesLocal ? ControlMessages.Capacity : 0];
        int controlLength = 0;
        if (choosesLocal && _ends!.TryFind(destination.LocalEnd, out TransportAddress local))
        {
            control.Clear();
            controlLength = ControlMessages.WriteLocal(control, local, _family == AddressFamily.InterNetworkV6);
        }

        fixed (byte* bytes = datagram)
        fixed (byte* name = native)
        fixed (byte* messages = control)
        {
            IOVector vector = new() { Start = bytes, Length = datagram.Length };
            MessageHeader header = new()
            {
                Name = name,
                NameLength = SocketAddressCodec.LinuxLength(_family),
                Vectors = &vector,
                VectorCount = 1,
                Control = controlLength == 0 ? null : messages,
                ControlLength = controlLength,
            };
            try
            {
                bool sent = LibC.Send(_handle, &header, flags: 0) >= 0;
                for (int i = 0; !sent && _hearsErrors && i < MostErrorsOfOthers && IsOfOthers(Marshal.GetLastPInvokeError()); i++)
                {
                    sent = LibC.Send(_handle, &header, flags: 0) >= 0;
                }

                return sent ? SendResult.Sent : Classify(Marshal.GetLastPInvokeError());
            }
            catch (ObjectDisposedException)
            {
                return SendResult.Closed;
            }
        }
    }

    public ReceiveOutcome Receive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited)
    {
        if (!_hearsErrors)
        {
            return Receive(buffer, flags: 0, out length, out source, out waited);
        }

        // A send may take the error that would end a receive call that waits; what waits for both sees it stay.
        ReceiveOutcome outcome;
        do
        {
            outcome = TryReceive(buffer, out length, out source, out waited);
        } while (outcome == ReceiveOutcome.Nothing && ErrorQueue.WaitForDatagram(_handle));

        return outcome == ReceiveOutcome.Nothing ? ReceiveOutcome.Disturbed : outcome;
    }

    public ReceiveOutcome TryReceive(Span<byte> buffer, out int length, out TransportAddress source, out TimeSpan waited) =>
        Receive(buffer, DoNotWait, out length, out source, out waited);

    public bool TryTakeError(out TransportAddress destination) => ErrorQueue.TryTake(_handle, _family, out destination);

    private ReceiveOutcome Receive(Span<byte> buffer, int flags, out int length, out TransportAddress source, out TimeSpan waited)
    {
        length = 0;
        source = default;
        waited = default;
        byte* name = stackalloc byte[SocketAddressCodec.LongestAddress];
        byte* control = stackalloc byte[ControlMessages.Capacity];
        fixed (byte* bytes = buffer)
        {
            IOVector vector = new() { Start = bytes, Length = buffer.Length };
            MessageHeader header = new()
            {
                Name = name,
                NameLength = SocketAddressCodec.LongestAddress,
                Vectors = &vector,
                VectorCount = 1,
                Control = control,
                ControlLength = ControlMessages.Capacity,
            };
            try
            {
                length = (int)LibC.Receive(_handle, &header, flags);
            }
            catch (ObjectDisposedException)
            {
                return ReceiveOutcome.Closed;
            }

            if (length < 0 || header.NameLength == 0)
            {
                bool isEmpty = length < 0 && flags == DoNotWait && Marshal.GetLastPInvokeError() == TryAgain;
                length = 0;
                return isEmpty ? ReceiveOutcome.Nothing : ReceiveOutcome.Disturbed; // a signal, or the end of the socket
            }

            var messages = new ReadOnlySpan<byte>(control, (int)header.ControlLength);
            ControlMessages.Read(messages, out TransportAddress local, out TimeSpan? received);
            source = SocketAddressCodec.Read(new ReadOnlySpan<byte>(name, SocketAddressCodec.LongestAddress), _family);
            if (_ends is not null && local != default)
            {
                source = source.WithLocalEnd(_ends.NumberOf(local));
            }

            waited = received is { } stamp ? Since(stamp) : TimeSpan.Zero;
            return ReceiveOutcome.Datagram;
        }
    }

    // The stamp is wall-clock time, so the wall clock has to say how old it is; one that was set back meanwhile says nothing.
    private static TimeSpan Since(TimeSpan stamp)
    {
        TimeSpan since = DateTime.UtcNow - DateTime.UnixEpoch - stamp;
        return since > TimeSpan.Zero ? since : TimeSpan.Zero;
    }

    private static void TryStamp(Socket socket)
    {
        try
        {
            socket.SetRawSocketOption(ControlMessages.SocketLevel, ControlMessages.Timestamp, BitConverter.GetBytes(1));
        }
        catch (SocketException)
        {
            // Before Linux 5.1: datagrams come without a time.
        }
    }

    private static bool IsOfOthers(int error) => error is not (TryAgain or NoMemory or NoBuffers or BadFile);

    private static SendResult? Classify(int error) =>
        error switch
        {
            Refused or Interrupted => null,
            TryAgain or NoMemory or NoBuffers => SendResult.QueueFull,
            MessageTooLong => SendResult.TooLarge,
            BadFile => SendResult.Closed,
            _ => SendResult.Unreachable,
        };
}

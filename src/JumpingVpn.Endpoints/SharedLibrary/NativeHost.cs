using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace JumpingVpn.Endpoints.SharedLibrary;

/// <summary>The <c>jv_host</c> of the header: what a guest calls. No exception leaves any of its functions.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeHost
{
    private nint _context;
    private delegate* unmanaged<NativeHost*, byte*, uint, byte*, uint, int> _send;
    private delegate* unmanaged<NativeHost*, long, void> _wake;
    private delegate* unmanaged<NativeHost*, byte*, uint, void> _say;
    private delegate* unmanaged<NativeHost*, byte*, uint, void> _random;

    /// <summary>Allocates one.</summary>
    /// <param name="side">Who is behind it; kept alive until <see cref="Free"/>.</param>
    public static NativeHost* Allocate(HostSide side)
    {
        var native = (NativeHost*)NativeMemory.Alloc((nuint)sizeof(NativeHost));
        *native = new NativeHost
        {
            _context = GCHandle.ToIntPtr(GCHandle.Alloc(side)),
            _send = &Send,
            _wake = &Wake,
            _say = &Say,
            _random = &FillRandom,
        };
        return native;
    }

    /// <summary>Gives it back.</summary>
    public static void Free(NativeHost* native)
    {
        GCHandle.FromIntPtr(native->_context).Free();
        NativeMemory.Free(native);
    }

    private static HostSide SideOf(NativeHost* native) => Unsafe.As<HostSide>(GCHandle.FromIntPtr(native->_context).Target!);

    [UnmanagedCallersOnly]
    private static int Send(NativeHost* native, byte* to, uint from, byte* bytes, uint length)
    {
        HostSide side = SideOf(native);
        if (length > EndpointContract.LongestDatagram)
        {
            side.Host.Accuse(Breaches.TooLongDatagram(length));
        }
        else if (!side.CanRead(to, GuestAddress.Size))
        {
            side.Host.Accuse($"sends {length} bytes to an address that is not in its memory");
        }
        else if (!side.CanRead(bytes, length))
        {
            side.Host.Accuse($"sends {length} bytes that are not all in its memory");
        }
        else
        {
            return (int)
                side.Host.Send(
                    GuestAddress.Read(new ReadOnlySpan<byte>(to, GuestAddress.Size)),
                    (int)from,
                    new ReadOnlySpan<byte>(bytes, (int)length)
                );
        }

        return (int)Datagrams.SendResult.Closed;
    }

    [UnmanagedCallersOnly]
    private static void Wake(NativeHost* native, long at) => SideOf(native).Host.Wake(at);

    [UnmanagedCallersOnly]
    private static void Say(NativeHost* native, byte* text, uint length)
    {
        HostSide side = SideOf(native);
        if (length > EndpointContract.LongestText)
        {
            side.Host.Accuse(Breaches.TooLongLine(length));
        }
        else if (!side.CanRead(text, length))
        {
            side.Host.Accuse($"says {length} bytes that are not all in its memory");
        }
        else
        {
            side.Host.Say(new ReadOnlySpan<byte>(text, (int)length));
        }
    }

    [UnmanagedCallersOnly]
    private static void FillRandom(NativeHost* native, byte* bytes, uint length)
    {
        HostSide side = SideOf(native);
        if (length > side.Bounds.RandomBytesAtOnce)
        {
            side.Host.Accuse(Breaches.TooManyRandomBytes(length, side.Bounds));
        }
        else if (!side.CanWrite(bytes, length))
        {
            side.Host.Accuse($"asks for {length} random bytes in a buffer that is not all in its memory");
        }
        else
        {
            side.Host.FillRandom(new Span<byte>(bytes, (int)length));
        }
    }
}

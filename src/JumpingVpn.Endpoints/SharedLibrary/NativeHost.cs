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
    /// <param name="host">Kept alive until <see cref="Free"/>.</param>
    public static NativeHost* Allocate(IEndpointHost host)
    {
        var native = (NativeHost*)NativeMemory.Alloc((nuint)sizeof(NativeHost));
        *native = new NativeHost
        {
            _context = GCHandle.ToIntPtr(GCHandle.Alloc(host)),
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

    private static IEndpointHost HostOf(NativeHost* native) => Unsafe.As<IEndpointHost>(GCHandle.FromIntPtr(native->_context).Target!);

    [UnmanagedCallersOnly]
    private static int Send(NativeHost* native, byte* to, uint from, byte* bytes, uint length)
    {
        IEndpointHost host = HostOf(native);
        if (to is null || (bytes is null && length > 0) || length > int.MaxValue)
        {
            host.Accuse($"sends {length} bytes, of which an address or the bytes are a null pointer or too many");
            return (int)Datagrams.SendResult.Closed;
        }

        return (int)
            host.Send(
                GuestAddress.Read(new ReadOnlySpan<byte>(to, GuestAddress.Size)),
                (int)from,
                new ReadOnlySpan<byte>(bytes, (int)length)
            );
    }

    [UnmanagedCallersOnly]
    private static void Wake(NativeHost* native, long at) => HostOf(native).Wake(at);

    [UnmanagedCallersOnly]
    private static void Say(NativeHost* native, byte* text, uint length)
    {
        IEndpointHost host = HostOf(native);
        if ((text is null && length > 0) || length > int.MaxValue)
        {
            host.Accuse($"says {length} bytes, which are a null pointer or too many");
        }
        else
        {
            host.Say(new ReadOnlySpan<byte>(text, (int)length));
        }
    }

    [UnmanagedCallersOnly]
    private static void FillRandom(NativeHost* native, byte* bytes, uint length)
    {
        IEndpointHost host = HostOf(native);
        if ((bytes is null && length > 0) || length > int.MaxValue)
        {
            host.Accuse($"asks for {length} random bytes, with a null pointer or too many");
        }
        else
        {
            host.FillRandom(new Span<byte>(bytes, (int)length));
        }
    }
}

using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary>The system calls that carry what belongs to a datagram beside its bytes (man 2 recvmsg, sendmsg), and those that tell of
/// interfaces.</summary>
/// <remarks>The handle is held during a call, so a socket that is disposed meanwhile ends the call before its number can be given to
/// another file.</remarks>
internal static unsafe partial class LibC
{
    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(SafeSocketHandle socket, MessageHeader* header, int flags);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint Send(SafeSocketHandle socket, MessageHeader* header, int flags);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int OpenSocket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeSocketHandle socket, in NetlinkAddress address, uint length);

    [LibraryImport("libc", EntryPoint = "getifaddrs")]
    public static partial int GetAddresses(out InterfaceAddress* first);

    [LibraryImport("libc", EntryPoint = "freeifaddrs")]
    public static partial void FreeAddresses(InterfaceAddress* first);
}

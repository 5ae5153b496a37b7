using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace JumpingVpn.Sockets.Linux;

/// <summary>The system calls that carry what belongs to a datagram beside its bytes (man 2 recvmsg, sendmsg), those that wait for
/// many sockets, and those that tell of interfaces.</summary>
/// <remarks>The handle is held during a call, so a socket that is disposed meanwhile ends the call before its number can be given to
/// another file.</remarks>
internal static unsafe partial class LibC
{
    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(SafeSocketHandle socket, MessageHeader* header, int flags);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint Send(SafeSocketHandle socket, MessageHeader* header, int flags);

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    public static partial int Poll(ref PolledFile files, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    public static partial int OpenSocket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "bind", SetLastError = true)]
    public static partial int Bind(SafeSocketHandle socket, in NetlinkAddress address, uint length);

    [LibraryImport("libc", EntryPoint = "getifaddrs")]
    public static partial int GetAddresses(out InterfaceAddress* first);

    [LibraryImport("libc", EntryPoint = "freeifaddrs")]
    public static partial void FreeAddresses(InterfaceAddress* first);

    [LibraryImport("libc", EntryPoint = "epoll_create1", SetLastError = true)]
    public static partial int CreateEventSet(int flags);

    [LibraryImport("libc", EntryPoint = "epoll_ctl", SetLastError = true)]
    public static partial int ChangeEventSet(SafeFileHandle set, int operation, SafeHandle file, byte* wanted);

    [LibraryImport("libc", EntryPoint = "epoll_wait", SetLastError = true)]
    public static partial int WaitForEvents(SafeFileHandle set, byte* events, int most, int milliseconds);

    [LibraryImport("libc", EntryPoint = "eventfd", SetLastError = true)]
    public static partial int CreateBell(uint value, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_create", SetLastError = true)]
    public static partial int CreateTimer(int clock, int flags);

    [LibraryImport("libc", EntryPoint = "timerfd_settime", SetLastError = true)]
    public static partial int SetTimer(SafeFileHandle timer, int flags, in TimerSetting setting, nint before);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(SafeFileHandle file, void* bytes, nint length);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(SafeFileHandle file, void* bytes, nint length);
}

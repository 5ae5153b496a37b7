using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary>The two system calls that carry what belongs to a datagram beside its bytes (man 2 recvmsg, sendmsg).</summary>
/// <remarks>The handle is held during a call, so a socket that is disposed meanwhile ends the call before its number can be given to another file.</remarks>
internal static unsafe partial class LibC
{
    [LibraryImport("libc", EntryPoint = "recvmsg", SetLastError = true)]
    public static partial nint Receive(SafeSocketHandle socket, MessageHeader* header, int flags);

    [LibraryImport("libc", EntryPoint = "sendmsg", SetLastError = true)]
    public static partial nint Send(SafeSocketHandle socket, MessageHeader* header, int flags);
}

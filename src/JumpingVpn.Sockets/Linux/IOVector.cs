using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary><c>struct iovec</c>: one stretch of memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct IOVector
{
    public byte* Start;
    public nint Length;
}

using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary>The first members of <c>struct ifaddrs</c> (man 3 getifaddrs).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct InterfaceAddress
{
    public InterfaceAddress* Next;
    public byte* Name;
    public uint Flags;
    public byte* Address;
}

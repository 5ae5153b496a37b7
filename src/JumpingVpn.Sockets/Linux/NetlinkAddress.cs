using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary><c>struct sockaddr_nl</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NetlinkAddress
{
    public ushort Family;
    public ushort Padding;
    public uint Process;
    public uint Groups;
}

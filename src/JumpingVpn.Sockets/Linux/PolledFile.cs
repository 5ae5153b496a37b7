using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary><c>struct pollfd</c> (man 2 poll).</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct PolledFile
{
    public int Descriptor;
    public short Wanted;
    public short Found;
}

using System.Runtime.InteropServices;

namespace JumpingVpn.Sockets.Linux;

/// <summary><c>struct msghdr</c> as the kernel has it; the C libraries pad theirs to the same.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageHeader
{
    public byte* Name;
    public uint NameLength;
    public IOVector* Vectors;
    public nint VectorCount;
    public byte* Control;
    public nint ControlLength;
    public int Flags;
}
